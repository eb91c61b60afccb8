import { createHash } from 'node:crypto';
import type { CallData } from '../../../lib/contract/call.ts';
import type { Lead } from '../../../lib/contract/lead.ts';
import { readParty } from '../../../lib/phone/index.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import { readJsonBody } from '../json-body.ts';
import type { Answer, HookConnection, HookRequest, Parsed } from '../provider.ts';
import { Envelope, InboundRing, type RetellCall } from './schema.ts';
import { signedAt } from './verify.ts';

// Retell hands the metadata of our answer on to every webhook of the call that comes of the ring.
const METADATA_KEY = 'ringside_call';
const ANNOUNCED = /^retell-inbound-[0-9a-f]{32}$/;

/** The inbound call webhook of a number: it rings, there is no call yet. For requests that `verify` believed. */
export function parseInbound(request: HookRequest, connection: HookConnection): Parsed {
	const read = readJsonBody(request.body, Envelope);
	if (read.kind === 'malformed') return read;
	const { event } = read.value;
	if (event === 'call_inbound') return ringOf(read.value, request, connection);
	if (event === 'chat_inbound') return { kind: 'ignored', reason: 'a chat, not a call' };
	return { kind: 'unsupported', reason: `event ${event}` };
}

export function ringOf(envelope: Envelope, request: HookRequest, connection: HookConnection): Parsed {
	const ring = InboundRing.safeParse(envelope.call_inbound);
	if (!ring.success) {
		const fields = ring.error.issues.map((issue) => ['call_inbound', ...issue.path].join('.'));
		return { kind: 'malformed', reason: fields.join(', ').slice(0, 300) };
	}
	const data = callData(ring.data, envelope.event_timestamp ?? toInstant(signedAt(request)), connection);
	const { callId, startedAt } = data;
	const time = startedAt ?? toInstant(request.receivedAt);
	return {
		kind: 'events',
		events: [eventOf(connection, 'call.ringing', { id: `inbound|${callId}`, subject: callId, time, data })],
	};
}

function callData(ring: InboundRing, time: string, connection: HookConnection): CallData {
	const { region, connectionId, branchId } = connection;
	const key = createHash('sha256').update([ring.from_number, ring.to_number, time].join('|')).digest('hex');
	return {
		callId: `retell-inbound-${key.slice(0, 32)}`,
		provider: 'retell',
		connectionId,
		branchId,
		direction: 'inbound',
		remote: readParty(ring.from_number, region),
		local: readParty(ring.to_number, region),
		agent: ring.agent_id ? { id: ring.agent_id } : undefined,
		legId: 'inbound',
		state: 'ringing',
		startedAt: time,
		provisional: true,
	};
}

/**
 * What Retell waits for: the assistant's variables `name` and `known` (always texts), and the ring's id, by which the
 * call is recognised when it begins. `callId` is the one of `parseInbound`'s event.
 */
export function answerInbound(callId: string, lead?: Pick<Lead, 'name'>): Answer {
	const inbound = {
		// Empty rather than left out: a missing variable is read aloud as it is written.
		dynamic_variables: { name: lead?.name ?? '', known: lead ? 'true' : 'false' },
		metadata: { [METADATA_KEY]: callId },
	};
	return { status: 200, contentType: 'application/json', body: JSON.stringify({ call_inbound: inbound }) };
}

/** The ring that this call was announced by, if our answer to it came back. */
export function announcedAs(call: RetellCall): string | undefined {
	const announced = call.metadata?.[METADATA_KEY];
	const isOurs = call.direction === 'inbound' && typeof announced === 'string' && ANNOUNCED.test(announced);
	return isOurs ? announced : undefined;
}
