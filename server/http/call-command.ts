import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CommandAccepted } from '../../lib/contract/api.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import { Problem } from '../../lib/contract/problem.ts';
import { personKeysOf } from '../../lib/conversation/index.ts';
import type { Principal } from '../accounts/accounts.ts';
import type { NewEvent, StoredEvent } from '../store/ports.ts';
import { isVisible } from './call-records.ts';
import { type App, type AppContext, principalOf } from './context.ts';
import { type ProblemName, sendProblem } from './problems.ts';

/** Repeats with the same key are done once; part of event ids, so kept to plain letters. */
export const CommandHeaders = z.object({ 'idempotency-key': z.string().regex(/^[A-Za-z0-9._-]{8,200}$/) });
export const commandAnswers = { 202: CommandAccepted, '4xx': Problem, '5xx': Problem };

/** A command about a call that this person may see. */
export interface CallCommand<B> {
	/** Of the events that it makes; the same for a repeat. */
	id: string;
	body: B;
	principal: Principal;
	/** The first view of the call, by which what follows is routed. */
	first: StoredEvent;
}

export type Refused = { problem: ProblemName; detail?: string } | undefined;

/** Adds `POST /v1/commands/<name>` for members who may see the call; `run` says why it cannot be done. */
export function addCallCommand<B extends { callId: string }>(
	app: App,
	context: Pick<AppContext, 'store' | 'directories'>,
	{ name, summary, body }: { name: string; summary: string; body: z.ZodType<B> },
	run: (command: CallCommand<B>) => Promise<Refused>,
): void {
	app.post(
		`/v1/commands/${name}`,
		{
			config: { access: 'member' },
			schema: { summary, headers: CommandHeaders, body, response: commandAnswers },
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const wanted = body.parse(request.body);
			const [first] = (await visibleCall(wanted.callId, principal, context)) ?? [];
			if (!first) return sendProblem(reply, 'not-found', 'There is no such call.');
			const id = commandId(principal, request.headers['idempotency-key']);
			const refused = await run({ id, body: wanted, principal, first });
			if (refused) return sendProblem(reply, refused.problem, refused.detail);
			return reply.code(202).send({ id });
		},
	);
}

/** The call's views, where it exists and this person may see it. */
export async function visibleCall(
	callId: string,
	principal: Principal,
	{ store, directories }: Pick<AppContext, 'store' | 'directories'>,
): Promise<StoredEvent[] | undefined> {
	const { workspaceId } = principal.workspace;
	const directory = await directories.fresh(workspaceId);
	const events = await store.events.bySubject(workspaceId, callId);
	const calls = events.filter((event) => event.type.startsWith('ringside.call.'));
	return directory && isVisible(calls, { principal, directory, scope: 'readable' }) ? calls : undefined;
}

/** Two devices that happen to choose one key do not get into each other's way. */
export function commandId({ device }: Principal, key: string): string {
	const digest = createHash('sha256').update(`${device.deviceId}\n${key}`).digest('base64url');
	return `command-${digest.slice(0, 32)}`;
}

/** Routed as the call is, so that it reaches those who were told of the call and nobody else. */
export function routedAsCall(
	event: RingsideEvent,
	{ connectionId, agentUserId, agentKey, localE164 }: StoredEvent,
): NewEvent {
	const { id, type, subject } = event;
	const personKeys = personKeysOf(event);
	const json = JSON.stringify(event);
	return { id, type, subject, json, connectionId, agentUserId, agentKey, localE164, personKeys };
}
