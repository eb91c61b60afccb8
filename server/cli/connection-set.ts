import type { Command } from 'commander';
import { ShortText } from '../../lib/contract/primitives.ts';
import { type ConnectionChange, changeConnection } from '../accounts/change-connection.ts';
import type { Provider } from '../providers/provider.ts';
import type { Directory } from '../store/ports.ts';
import { failed, keyValue, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

interface SetOptions {
	name?: string;
	secret?: string;
	/** False: given back. */
	owner?: string | false;
	branch?: string | false;
	set: Record<string, string>;
}

/** `connection set`: everything of a connection that can be changed without a new address. */
export function connectionSetCommand(connection: Command): void {
	onInstallation(
		connection
			.command('set')
			.argument('<id>')
			.description('change a connection; its address stays')
			.option('--name <name>', 'how it is called here')
			.option('--secret <secret>', 'the secret that its webhooks are signed with')
			.option('--owner <id>', 'whose it is, its past calls too')
			.option('--no-owner', 'it is the workspace’s')
			.option('--branch <id>', 'the branch that it belongs to, its past calls too')
			.option('--no-branch', 'it is of no branch')
			.option(
				'--set <key=value>',
				'a setting or a secret, repeatable; without a value it is taken away',
				keyValue,
				{},
			),
		set,
	);
}

async function set(installation: Installation, options: SetOptions, id = ''): Promise<Result> {
	const { store, workspace, providers } = installation;
	const directory = await store.records.directory(workspace.workspaceId);
	const connection = directory?.connections.find(
		(one) => one.connectionId === id && one.removedAt === undefined,
	);
	const provider = connection && providers.find(connection.provider);
	if (!directory || !connection || !provider) return failed(`There is no connection ${id}.`);
	const change = changeOf(options, provider);
	const wrong = wrongChange(change, directory);
	if (wrong) return failed(wrong);
	const changed = await changeConnection(connection, provider, change, {
		...installation,
		changed: () => {},
	});
	switch (changed.kind) {
		case 'changed':
			return { kind: 'done', json: { connectionId: id }, lines: [`${id} is changed.`] };
		case 'secret-missing':
			return failed(`${provider.label} needs its ${changed.label} (${changed.field}).`);
		case 'wrong-setting':
			return failed(changed.reason);
		case 'gone':
			return failed(`There is no connection ${id}.`);
	}
}

function changeOf(
	{ name, secret, owner, branch, set: pairs }: SetOptions,
	provider: Provider,
): ConnectionChange {
	const [first] = provider.secrets;
	const isSecret = (key: string) => provider.secrets.some((field) => field.name === key);
	const given = Object.entries(pairs);
	const secrets = [
		...given.filter(([key]) => isSecret(key)),
		...(secret !== undefined && first ? [[first.name, secret] as const] : []),
	];
	const settings = given.filter(([key]) => !isSecret(key));
	return {
		...(name !== undefined && { name }),
		...(owner !== undefined && { ownerUserId: owner || null }),
		...(branch !== undefined && { branchId: branch || null }),
		...(secrets.length > 0 && { secrets: Object.fromEntries(secrets) }),
		...(settings.length > 0 && { settings: Object.fromEntries(settings) }),
	};
}

/** In plain words; undefined where all is well. */
function wrongChange(
	{ name, ownerUserId, branchId, ...more }: ConnectionChange,
	directory: Directory,
): string | undefined {
	if (name !== undefined && !ShortText.min(1).safeParse(name).success) return 'A name has 1 to 500 letters.';
	if (ownerUserId && !directory.users.some(({ userId }) => userId === ownerUserId)) {
		return `There is no user ${ownerUserId}.`;
	}
	if (branchId && !directory.branches.some((branch) => branch.branchId === branchId)) {
		return `There is no branch ${branchId}.`;
	}
	const isNothing = name === undefined && ownerUserId === undefined && branchId === undefined;
	return isNothing && !more.secrets && !more.settings
		? 'Say what to change: --name, --secret, --set, --owner or --branch.'
		: undefined;
}
