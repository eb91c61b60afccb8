import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CommandAccepted, type CommandBody, commands } from '../../lib/contract/api.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import { Problem } from '../../lib/contract/problem.ts';
import { personKeysOf } from '../../lib/conversation/index.ts';
import type { Principal } from '../accounts/accounts.ts';
import { toInstant } from '../clock.ts';
import type { StoredEvent } from '../store/ports.ts';
import { isVisible } from './call-records.ts';
import { type AppContext, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';
import { testRing } from './test-ring.ts';

/** Repeats with the same key are done once; part of event ids, so kept to plain letters. */
const Headers = z.object({ 'idempotency-key': z.string().regex(/^[A-Za-z0-9._-]{8,200}$/) });
const response = { 202: CommandAccepted, '4xx': Problem, '5xx': Problem };

export const commandRoutes: Routes = (app, context) => {
	const config = { access: 'member' } as const;
	const { store, hub } = context;

	app.post(
		'/v1/commands/reportMatch',
		{
			config,
			schema: { summary: 'Which leads a caller is', headers: Headers, body: commands.reportMatch, response },
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
			schema: { summary: 'Her note on a call', headers: Headers, body: commands.saveNote, response },
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
				headers: Headers,
				body: commands.testRing,
				response,
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

/** The call's events, where it exists and this person may see it. */
async function visibleCall(
	callId: string,
	principal: Principal,
	{ store, directories }: AppContext,
): Promise<StoredEvent[] | undefined> {
	const { workspaceId } = principal.workspace;
	const directory = await directories.fresh(workspaceId);
	const events = await store.events.bySubject(workspaceId, callId);
	const calls = events.filter((event) => event.type.startsWith('ringside.call.'));
	return directory && isVisible(calls, { principal, directory, scope: 'readable' }) ? calls : undefined;
}

async function leadsExist(
	workspaceId: string,
	{ matches }: CommandBody<'reportMatch'>,
	{ store }: AppContext,
): Promise<boolean> {
	const leadIds = new Set(matches.map((match) => match.leadId));
	return (await store.leads.get(workspaceId, [...leadIds])).length === leadIds.size;
}

/** Routed as the call is, so that it reaches those who were told of the call and nobody else. */
function matchEvent(
	id: string,
	body: CommandBody<'reportMatch'>,
	{ device }: Principal,
	{ connectionId, agentUserId, agentKey, localE164 }: StoredEvent,
	{ clock }: AppContext,
) {
	const at = toInstant(clock.now());
	const event: RingsideEvent<'call.matched'> = {
		specversion: '1.0',
		id,
		source: `/connections/${connectionId}`,
		type: 'ringside.call.matched',
		subject: body.callId,
		time: at,
		data: { ...body, deviceId: device.deviceId, at },
	};
	const { type, subject } = event;
	const personKeys = personKeysOf(event);
	return {
		id,
		type,
		subject,
		json: JSON.stringify(event),
		connectionId,
		agentUserId,
		agentKey,
		localE164,
		personKeys,
	};
}

/** Two devices that happen to choose one key do not get into each other's way. */
function commandId({ device }: Principal, key: string): string {
	const digest = createHash('sha256').update(`${device.deviceId}\n${key}`).digest('base64url');
	return `command-${digest.slice(0, 32)}`;
}
