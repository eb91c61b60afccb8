import type { Command } from 'commander';
import { z } from 'zod';
import { AppEntry } from '../../lib/contract/setup.ts';
import { saveApp } from '../accounts/apps.ts';
import { redirectUri } from '../sign-in/redirect.ts';
import { failed, keyValue, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

interface SetOptions {
	clientId: string;
	clientSecret: string;
	set: Record<string, string>;
}

export function appCommands(program: Command): void {
	const app = program.command('app').description('registrations at providers, by which people sign in');
	onInstallation(
		app
			.command('set')
			.argument('<provider>')
			.description('enter the app of a provider, in place of the one before')
			.requiredOption('--client-id <id>', 'as the provider shows it')
			.requiredOption('--client-secret <secret>', 'as the provider shows it')
			.option('--set <key=value>', 'a setting of the app, repeatable', keyValue, {}),
		set,
	);
	onInstallation(app.command('list').description('all apps'), list);
	onInstallation(
		app.command('remove').argument('<provider>').description('nobody signs in by it any more'),
		remove,
	);
}

async function set(installation: Installation, options: SetOptions, provider = ''): Promise<Result> {
	const { clientId, clientSecret, set: settings } = options;
	const entry = AppEntry.safeParse({ clientId, clientSecret, settings });
	if (!entry.success) return failed(z.prettifyError(entry.error));
	const saved = await saveApp(installation.workspace.workspaceId, provider, entry.data, installation);
	switch (saved.kind) {
		case 'no-sign-in': {
			const known = installation.providers.all().filter(({ signIn }) => signIn);
			return failed(`“${provider}” is not signed in to. These are: ${known.map(({ id }) => id).join(', ')}.`);
		}
		case 'setting-missing':
			return failed(`The app needs a setting: pass it with --set ${saved.name}=…`);
		case 'unknown-setting':
			return failed(`${saved.name} is not a setting of this app.`);
		case 'wrong-setting':
			return failed(`${saved.name} does not look right.`);
		case 'saved': {
			const address = redirectUri(installation.config.publicUrl);
			return {
				kind: 'done',
				json: { provider, clientId, redirectUri: address },
				lines: [`The app of ${provider} is entered.`, `Its redirect address at the provider: ${address}`],
			};
		}
	}
}

async function list({ store, workspace }: Installation): Promise<Result> {
	const apps = (await store.setup.apps(workspace.workspaceId)).map(({ provider, clientId, settings }) => ({
		...{ provider, clientId, settings },
	}));
	return {
		kind: 'done',
		json: { apps },
		lines: apps.map(({ provider, clientId }) => `${provider}  ${clientId}`),
	};
}

async function remove({ store, workspace }: Installation, _: object, provider = ''): Promise<Result> {
	const isRemoved = await store.setup.removeApp(workspace.workspaceId, provider);
	if (!isRemoved) return failed(`There is no app of “${provider}”.`);
	return { kind: 'done', json: { removed: provider }, lines: [`The app of ${provider} is removed.`] };
}
