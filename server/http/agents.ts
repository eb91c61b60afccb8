import { z } from 'zod';
import { AgentLinkBody, AgentList, AgentRef } from '../../lib/contract/agents.ts';
import { type AgentDeps, agentsToLink, linkAgent, unlinkAgent } from '../accounts/agents.ts';
import { answers, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

export const agentRoutes: Routes = (app, { store, directories }) => {
	const config = { access: 'admin' } as const;
	const deps: AgentDeps = { store, changed: directories.changed };

	app.get(
		'/v1/agents',
		{
			config,
			schema: {
				summary: 'Whose the providers’ agents are, and agents of recent calls that are nobody’s',
				response: answers(AgentList),
			},
		},
		async (request, reply) => {
			const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
			if (!directory) return sendProblem(reply, 'not-found');
			return { agents: directory.agents, unlinked: await agentsToLink(store, directory) };
		},
	);

	app.put(
		'/v1/agents',
		{
			config,
			schema: {
				summary: 'Says which person an agent is; its past calls are hers, too',
				body: AgentLinkBody,
				response: answers(z.object({ linked: z.literal(true) })),
			},
		},
		async (request, reply) => {
			const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
			const linked = directory && (await linkAgent(directory, request.body, deps));
			return linked?.kind === 'linked' ? { linked: true as const } : sendProblem(reply, 'not-found');
		},
	);

	// An agent may be named by a number, which has no place in an address.
	app.delete(
		'/v1/agents',
		{
			config,
			schema: {
				summary: 'An agent is nobody any more; its calls go where they went before',
				body: AgentRef,
				response: answers(z.object({ unlinked: z.literal(true) })),
			},
		},
		async (request, reply) => {
			const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
			const unlinked = directory && (await unlinkAgent(directory, request.body, deps));
			return unlinked ? { unlinked: true as const } : sendProblem(reply, 'not-found');
		},
	);
};
