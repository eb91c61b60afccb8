import type { Command } from 'commander';
import { Role, ShortText } from '../../lib/contract/primitives.ts';
import { INVITE_MS } from '../accounts/accounts.ts';
import { agentCommands } from './agent.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

export function peopleCommands(program: Command): void {
	const user = program.command('user').description('people');
	onInstallation(
		user
			.command('add')
			.argument('<name>')
			.description('add a person; prints the link that pairs her browser')
			.requiredOption('--role <role>', Role.options.join(', ')),
		addUser,
	);
	agentCommands(user);
	const device = program.command('device').description('paired browsers and scripts');
	onInstallation(
		device
			.command('add')
			.description('a token for a script')
			.requiredOption('--user <id>', 'whose it is')
			.option('--name <name>', 'how it is called', 'Script'),
		addDevice,
	);
}

async function addUser(
	{ accounts, workspace, config }: Installation,
	options: { role: string },
	name = '',
): Promise<Result> {
	const role = Role.safeParse(options.role);
	if (!role.success) return failed(`--role is one of ${Role.options.join(', ')}.`);
	if (!ShortText.min(1).safeParse(name).success) return failed('A name has 1 to 500 letters.');
	const { userId } = await accounts.addUser(workspace.workspaceId, name, role.data);
	const { code } = await accounts.invite(userId, INVITE_MS);
	const inviteUrl = `${config.publicUrl}/join#${code}`;
	return {
		kind: 'done',
		json: { userId, inviteUrl },
		lines: [`${name} is ${userId}.`, `Her link, for one browser, within 7 days: ${inviteUrl}`],
	};
}

async function addDevice(
	{ accounts, store, workspace }: Installation,
	options: { user: string; name: string },
): Promise<Result> {
	const directory = await store.records.directory(workspace.workspaceId);
	const user = directory?.users.find((one) => one.userId === options.user);
	if (!user) return failed(`There is no user ${options.user}.`);
	const { device, token } = await accounts.addDevice(user, options.name);
	return {
		kind: 'done',
		json: { deviceId: device.deviceId, token },
		lines: [`${device.deviceId}`, `Token, shown once: ${token}`],
	};
}
