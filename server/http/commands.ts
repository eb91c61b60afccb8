import { type CommandBody, commands } from '../../lib/contract/api.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { Principal } from '../accounts/accounts.ts';
import { toInstant } from '../clock.ts';
import type { StoredEvent } from '../store/ports.ts';
import { CommandHeaders, commandAnswers, commandId, routedAsCall, visibleCall } from './call-command.ts';
import { type AppContext, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';
import { testRing } from './test-ring.ts';

export const commandRoutes: Routes = (app, context) => {
	const config = { access: 'member' } as const;
	const { store, hub } = context;

	app.post(
		'/v1/commands/reportMatch',
		{
			config,
			schema: {
				summary: 'Which leads a caller is',
				headers: CommandHeaders,
				body: commands.reportMatch,
				response: commandAnswers,
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { workspaceId } = principal.workspace;
			const call = await visibleCall(request.body.callId, principal, context);
			const [first] = call ?? [];
			if (!first) return sendProblem(reply, 'not-found', 'There is no such call.');
			if (!(await leadsExist(workspaceId, request.body, context))) return sendProblem(reply, 'unknown-lead');
			const id = commandId(principal, request.headers['idempotency-key']);
			const event = matchEvent(id, request.body, principal, first, context);
			const { stored } = await store.events.append({ workspaceId, events: [event], jobs: [] });
			hub.publish(stored);
			return reply.code(202).send({ id });
		},
	);

	app.post(
		'/v1/commands/saveNote',
		{
			config,
			schema: {
				summary: 'Her note on a call',
				headers: CommandHeaders,
				body: commands.saveNote,
				response: commandAnswers,
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { callId, text, writtenAt } = request.body;
			if (!(await visibleCall(callId, principal, context))) {
				return sendProblem(reply, 'not-found', 'There is no such call.');
			}
			const { userId } = principal.user;
			const { workspaceId } = principal.workspace;
			await store.records.saveNote({ workspaceId, callId, userId, text, writtenAt: Date.parse(writtenAt) });
			return reply.code(202).send({ id: commandId(principal, request.headers['idempotency-key']) });
		},
	);

	app.post(
		'/v1/commands/testRing',
		{
			config,
			schema: {
				summary: 'A really signed ring, to herself alone',
				headers: CommandHeaders,
				body: commands.testRing,
				response: commandAnswers,
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const id = commandId(principal, request.headers['idempotency-key']);
			const rang = await testRing({ principal, from: request.body.from, id }, app, context);
			if (rang.kind === 'not-stored') return sendProblem(reply, 'not-stored');
			const { callId, outcome } = rang;
			const { workspace, device } = principal;
			const isConnected = hub.connected(workspace.workspaceId).has(device.deviceId);
			return reply.code(202).send({ id, ring: { callId, outcome, isConnected } });
		},
	);
};

async function leadsExist(
	workspaceId: string,
	{ matches }: CommandBody<'reportMatch'>,
	{ store }: AppContext,
): Promise<boolean> {
	const leadIds = new Set(matches.map((match) => match.leadId));
	return (await store.leads.get(workspaceId, [...leadIds])).length === leadIds.size;
}

function matchEvent(
	id: string,
	body: CommandBody<'reportMatch'>,
	{ device }: Principal,
	first: StoredEvent,
	{ clock }: AppContext,
) {
	const at = toInstant(clock.now());
	const event: RingsideEvent<'call.matched'> = {
		specversion: '1.0',
		id,
		source: `/connections/${first.connectionId}`,
		type: 'ringside.call.matched',
		subject: body.callId,
		time: at,
		data: { ...body, deviceId: device.deviceId, at },
	};
	return routedAsCall(event, first);
}
