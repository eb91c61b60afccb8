import type { Command } from 'commander';
import { addConnection, connectionView, hookUrl } from '../accounts/connections.ts';
import { failed, keyValue, onInstallation, type Result } from './command.ts';
import { connectionSetCommand } from './connection-set.ts';
import type { Installation } from './installation.ts';

interface AddOptions {
	name?: string;
	secret?: string;
	user?: string;
	set: Record<string, string>;
}

export function connectionCommands(program: Command): void {
	const connection = program.command('connection').description('accounts at providers');
	onInstallation(
		connection
			.command('add')
			.argument('<provider>')
			.description('connect a provider; prints the address that it is to call')
			.option('--name <name>', 'how it is called here')
			.option('--secret <secret>', 'the secret that its webhooks are signed with')
			.option('--user <id>', 'whose it is; without it, the workspace’s')
			.option('--set <key=value>', 'a setting or a further secret, repeatable', keyValue, {}),
		add,
	);
	connectionSetCommand(connection);
	onInstallation(connection.command('list').description('all connections'), list);
	onInstallation(
		connection.command('remove').argument('<id>').description('its address answers no longer'),
		remove,
	);
}

async function add(installation: Installation, options: AddOptions, id = ''): Promise<Result> {
	const { providers, store, workspace, config } = installation;
	const provider = providers.find(id);
	if (!provider) {
		const known = providers.all().map((one) => one.id);
		return failed(`There is no provider “${id}”. There are: ${known.join(', ')}.`);
	}
	const { workspaceId } = workspace;
	const directory = await store.records.directory(workspaceId);
	if (options.user && !directory?.users.some((user) => user.userId === options.user)) {
		return failed(`There is no user ${options.user}.`);
	}
	const isSecret = (key: string) => provider.secrets.some((field) => field.name === key);
	const pairs = Object.entries(options.set);
	const [firstSecret] = provider.secrets;
	const given = options.secret && firstSecret ? { [firstSecret.name]: options.secret } : {};
	const added = await addConnection(
		{
			workspaceId,
			provider,
			name: options.name ?? provider.label,
			ownerUserId: options.user,
			secrets: { ...Object.fromEntries(pairs.filter(([key]) => isSecret(key))), ...given },
			settings: Object.fromEntries(pairs.filter(([key]) => !isSecret(key))),
		},
		{ ...installation, changed: () => {} },
	);
	if (added.kind === 'secret-missing') {
		return failed(
			`${provider.label} shows you a secret (${added.label}): pass it with --secret or --set ${added.field}=…`,
		);
	}
	if (added.kind === 'wrong-setting') return failed(added.reason);
	const { connectionId } = added.connection;
	const address = hookUrl(config.publicUrl, added.connection);
	const made = Object.entries(added.secrets);
	return {
		kind: 'done',
		json: { connectionId, hookUrl: address, ...(made.length > 0 ? { secrets: added.secrets } : {}) },
		lines: [
			`${provider.label} is connected as ${connectionId}.`,
			`Address for its webhook: ${address}`,
			...made.map(([name, value]) => `Made for you, shown once (${name}): ${value}`),
		],
	};
}

async function list({ store, workspace, config }: Installation): Promise<Result> {
	const directory = await store.records.directory(workspace.workspaceId);
	const connections = (directory?.connections ?? [])
		.filter((one) => one.removedAt === undefined)
		.map((one) => connectionView(one, config.publicUrl));
	return {
		kind: 'done',
		json: { connections },
		lines: connections.map(
			({ connectionId, provider, name, state, lastEventAt }) =>
				`${connectionId}  ${provider}  ${name}  ${state}  last event ${lastEventAt ?? 'never'}`,
		),
	};
}

async function remove({ store, workspace, clock }: Installation, _: object, id = ''): Promise<Result> {
	const removed = await store.records.removeConnection(workspace.workspaceId, id, clock.now());
	if (!removed) return failed(`There is no connection ${id}.`);
	return { kind: 'done', json: { removed: id }, lines: [`${id} is removed.`] };
}
