import { createHash } from 'node:crypto';
import type { CallData } from '../../../lib/contract/call.ts';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { readParty } from '../../../lib/phone/index.ts';
import { toInstant } from '../../clock.ts';
import { readJsonBody } from '../json-body.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { Body, type CallEvent } from './schema.ts';

/** Each call event of the body → one view of a leg. */
export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const body = readJsonBody(request.body, Body);
	if (body.kind === 'malformed') return body;
	const events = body.value.map((event) => toEvent(event, request, connection));
	return events.length > 0
		? { kind: 'events', events }
		: { kind: 'ignored', reason: 'no events in the body' };
}

function toEvent(event: CallEvent, request: HookRequest, connection: HookConnection): RingsideEvent {
	const data = callData(event, connection);
	return {
		specversion: '1.0',
		id: eventId(event),
		source: `/connections/${connection.connectionId}`,
		type: `ringside.call.${event.state}`,
		subject: data.callId,
		time: event.at ?? timeOfState(data) ?? toInstant(request.receivedAt),
		data,
	};
}

function callData(event: CallEvent, connection: HookConnection): CallData {
	const { region, branchId, connectionId } = connection;
	const direction = event.direction ?? 'inbound';
	const [remote, local] = direction === 'inbound' ? [event.from, event.to] : [event.to, event.from];
	const { name, email, contactId } = event;
	return {
		callId: `generic-${event.callId}`,
		provider: 'generic',
		connectionId,
		branchId,
		direction,
		remote: readParty(remote, region, { name, email, contactId }),
		local: local ? readParty(local, region) : { raw: '' },
		queue: event.queue,
		agent: event.agent,
		legId: event.legId ?? event.callId,
		state: event.state,
		startedAt: event.startedAt ?? (event.state === 'ringing' ? event.at : undefined),
		answeredAt: event.answeredAt ?? (event.state === 'answered' ? event.at : undefined),
		endedAt: event.endedAt ?? (event.state === 'ended' ? event.at : undefined),
		endReason: event.endReason,
		test: event.test,
	};
}

/** The state belongs to it: many flows send the call's own id along with every event. */
function eventId(event: CallEvent): string {
	if (event.id) return `${event.id}|${event.state}`;
	const content = createHash('sha256').update(JSON.stringify(event)).digest('hex');
	return `content-${content}`;
}

function timeOfState(data: CallData): string | undefined {
	if (data.state === 'ringing') return data.startedAt;
	return data.state === 'answered' ? data.answeredAt : data.endedAt;
}
