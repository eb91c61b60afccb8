import type { Command } from 'commander';
import { AddApiKey } from '../../lib/contract/api-key.ts';
import { addApiKey } from '../assistant/api-keys.ts';
import { toInstant } from '../clock.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

export function apiKeyCommands(program: Command): void {
	const key = program.command('key').description('keys by which other systems have the assistant call');
	onInstallation(
		key.command('add').argument('<name>').description('a key, shown this once'),
		(installation, _, name = '') => add(installation, name),
	);
	onInstallation(key.command('list').description('all keys'), list);
	onInstallation(
		key.command('revoke').argument('<id>').description('is refused from now on'),
		(installation, _, id = '') => revoke(installation, id),
	);
}

async function add(installation: Installation, name: string): Promise<Result> {
	const wanted = AddApiKey.safeParse({ name });
	if (!wanted.success) return failed('A name has 1 to 80 letters.');
	const { workspaceId } = installation.workspace;
	const { key, secret } = await addApiKey({ workspaceId, name: wanted.data.name }, installation);
	return {
		kind: 'done',
		json: { keyId: key.keyId, secret },
		lines: [`${key.keyId}`, `Key, shown once: ${secret}`],
	};
}

async function list({ store, workspace }: Installation): Promise<Result> {
	const keys = await store.afterCall.apiKeys.list(workspace.workspaceId);
	const views = keys.map(({ keyId, name, lastUsedAt, revokedAt }) => ({
		...{ keyId, name, revoked: revokedAt !== undefined },
		...(lastUsedAt !== undefined && { lastUsedAt: toInstant(lastUsedAt) }),
	}));
	return {
		kind: 'done',
		json: { keys: views },
		lines: views.map(
			({ keyId, name, revoked, lastUsedAt }) =>
				`${keyId}  ${name}  ${revoked ? 'revoked' : lastUsedAt ? `last used ${lastUsedAt}` : 'never used'}`,
		),
	};
}

async function revoke({ store, workspace, clock }: Installation, id: string): Promise<Result> {
	const revoked = await store.afterCall.apiKeys.revoke(workspace.workspaceId, id, clock.now());
	if (!revoked) return failed(`There is no such key, or it is revoked already: ${id}.`);
	return { kind: 'done', json: { revoked: id }, lines: [`${id} is refused from now on.`] };
}
