import type { CallData } from '../../lib/contract/call.ts';
import { readParty } from '../../lib/phone/index.ts';
import { toInstant } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { toNewEvent } from '../intake/events.ts';
import { pipelineJob } from '../pipeline/jobs.ts';
import type { BegunConversation } from '../providers/assistant.ts';
import { eventOf } from '../providers/event.ts';
import type { Store, StoredEvent } from '../store/ports.ts';
import type { AssistantSetup } from './setup.ts';

interface BegunDeps {
	store: Pick<Store, 'events'>;
	publish(stored: StoredEvent[]): void;
}

/** Between two looks at a conversation that runs. */
export const LOOK_MS = 20_000;
const FIRST_LOOK_MS = 5_000;

/** Whom it talks to. */
interface Person {
	/** E.164; absent where she came by a link. */
	number?: string;
	name: string;
}

/** A call of the assistant in a state before its end; the vendor tells of the end. Times are ISO 8601. */
export function assistantCall(
	setup: Pick<AssistantSetup, 'agentId' | 'provider' | 'tools'>,
	{ callId, conversationId }: BegunConversation,
	person: Person,
	state: Pick<CallData, 'state' | 'startedAt' | 'answeredAt' | 'endedAt' | 'endReason'>,
): CallData {
	const { connection } = setup.tools;
	return {
		callId,
		legId: conversationId,
		provider: setup.provider,
		connectionId: connection.connectionId,
		branchId: connection.branchId,
		direction: person.number ? 'outbound' : 'inbound',
		remote: person.number
			? readParty(person.number, connection.region, { name: person.name })
			: { raw: '', name: person.name },
		local: { raw: '' },
		agent: { id: setup.agentId },
		assistant: true,
		...state,
	};
}

/** Shows the call, and has it watched until its end; the same call is shown once, however often this is done. */
export async function showBegun(
	setup: AssistantSetup,
	call: BegunConversation & { reference: string; begunAt: number },
	person: Person,
	{ store, publish }: BegunDeps,
): Promise<void> {
	const { callId, conversationId, reference, begunAt } = call;
	const time = toInstant(begunAt);
	const ringing = eventOf(setup.tools.connection, 'call.ringing', {
		id: `assistant|ringing|${conversationId}`,
		subject: callId,
		time,
		data: assistantCall(setup, call, person, { state: 'ringing', startedAt: time }),
	});
	const { workspaceId, connectionId } = setup;
	const watched = { connectionId, callId, conversationId, reference, begunAt, agentId: setup.agentId };
	const { stored } = await store.events.append({
		workspaceId,
		events: [toNewEvent(ringing, setup.tools.connection)],
		jobs: [pipelineJob('assistant.watch', watched, begunAt + FIRST_LOOK_MS)],
	});
	if (stored.length > 0) publish(stored);
}

/** Has a conversation watched that somebody is about to begin by a link; it is shown once she speaks. */
export async function expectGuest(
	{ workspaceId, ...watched }: { workspaceId: string; guest: string; agentId: string } & Expected,
	{ store }: { store: Pick<Store, 'jobs'> },
): Promise<void> {
	await store.jobs.enqueue(
		workspaceId,
		pipelineJob('assistant.watch', watched, watched.begunAt + FIRST_LOOK_MS),
	);
}

interface Expected extends BegunConversation {
	connectionId: string;
	reference: string;
	begunAt: number;
}

/** Unguessable, and nothing of the request is in it. */
export function newReference(ids: Ids): string {
	return `rs_${ids.secret(24)}`;
}
