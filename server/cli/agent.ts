import type { Command } from 'commander';
import { AgentRef } from '../../lib/contract/agents.ts';
import { agentsToLink, linkAgent, unlinkAgent } from '../accounts/agents.ts';
import type { Directory } from '../store/ports.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

interface AgentOptions {
	connection: string;
	agent: string;
}

/** `user link`, `user unlink` and `user agents`: which person an agent of a provider is. */
export function agentCommands(user: Command): void {
	const named = (command: Command) =>
		command
			.requiredOption('--connection <id>', 'where the agent is')
			.requiredOption('--agent <key>', 'the agent’s id as ringside user agents shows it');
	onInstallation(
		named(user.command('link').argument('<user>').description('the agent is this person, in past calls too')),
		link,
	);
	onInstallation(named(user.command('unlink').description('the agent is nobody any more')), unlink);
	onInstallation(
		user.command('agents').description('who is which agent, and agents of recent calls who are nobody'),
		list,
	);
}

const depsOf = ({ store }: Installation) => ({ store, changed: () => {} });

async function directoryOf({ store, workspace }: Installation): Promise<Directory> {
	const directory = await store.records.directory(workspace.workspaceId);
	if (!directory) throw new Error('The workspace that was just opened is gone');
	return directory;
}

async function link(installation: Installation, options: AgentOptions, userId = ''): Promise<Result> {
	const agent = AgentRef.safeParse({ connectionId: options.connection, agentKey: options.agent });
	if (!agent.success) return failed('--agent has 1 to 500 letters.');
	const wanted = { ...agent.data, userId };
	const linked = await linkAgent(await directoryOf(installation), wanted, depsOf(installation));
	switch (linked.kind) {
		case 'linked':
			return { kind: 'done', json: wanted, lines: [`${options.agent} is ${userId}, in past calls too.`] };
		case 'unknown-connection':
			return failed('There is no such connection. There are: ringside connection list');
		case 'unknown-user':
			return failed(`There is no user ${userId}.`);
	}
}

async function unlink(installation: Installation, { connection, agent }: AgentOptions): Promise<Result> {
	const named = { connectionId: connection, agentKey: agent };
	const unlinked = await unlinkAgent(await directoryOf(installation), named, depsOf(installation));
	if (!unlinked) return failed(`${agent} is nobody as it is.`);
	return { kind: 'done', json: named, lines: [`${agent} is nobody any more.`] };
}

async function list(installation: Installation): Promise<Result> {
	const directory = await directoryOf(installation);
	const unlinked = await agentsToLink(installation.store, directory);
	const names = new Map(directory.users.map(({ userId, name }) => [userId, name]));
	return {
		kind: 'done',
		json: { agents: directory.agents, unlinked },
		lines: [
			...directory.agents.map(
				({ connectionId, agentKey, userId }) =>
					`${connectionId}  ${agentKey}  ${userId}  ${names.get(userId) ?? ''}`,
			),
			...unlinked.map(
				({ connectionId, agentKey, name = '', callCount, lastCalledAt }) =>
					`${connectionId}  ${agentKey}  ${name}  nobody: ${callCount} calls lately, last ${lastCalledAt}. ringside user link USER --connection ${connectionId} --agent ${agentKey}`,
			),
		],
	};
}
