import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CallData, Party } from '../../../lib/contract/call.ts';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { readParty } from '../../../lib/phone/index.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import { mapAsked } from '../pages.ts';
import type { HookConnection } from '../provider.ts';
import type { Backfill } from '../setup.ts';
import { API } from './api.ts';
import { instant } from './identity.ts';

/** `time`: placed when it was dialled, missed when it was given up, received when it was answered. */
const Past = z.object({
	type: z.enum(['placed', 'missed', 'received']),
	name: z.string().nullish(),
	number: z.string().nullish(),
	privacyEnabled: z.boolean().nullish(),
	time: z.string(),
});

type Past = z.infer<typeof Past>;

const Answer = z.object({ items: z.array(z.unknown()).max(1_000) });

const NEAR_MS = 2 * 60_000;
const MAX_TEXT = 500;

/**
 * The last twenty calls of each kind; Webex gives them no id, so those of a number and a time that is known are passed
 * over. https://developer.webex.com/docs/api/v1/call-controls/list-call-history
 */
export const backfill: Backfill = async (since, { ask, connection, knownCalls }) => {
	const asked = await ask({ url: `${API}/telephony/calls/history`, schema: Answer });
	return mapAsked(asked, ({ items }) => ({
		events: items
			.flatMap((item) => readPast(item, connection))
			.filter(({ at, view }) => at >= since && !knownCalls.some((known) => isSame(known, view, at)))
			.sort((a, b) => a.at - b.at)
			.map(({ view, at }) => endedEvent(view, at, connection)),
	}));
};

interface PastCall {
	/** ms since 1970. */
	at: number;
	view: CallData;
}

function readPast(item: unknown, connection: HookConnection): PastCall[] {
	const read = Past.safeParse(item);
	const time = instant(read.data?.time);
	if (!read.success || !time) return [];
	return [{ at: Date.parse(time), view: viewOf(read.data, time, connection) }];
}

function viewOf(past: Past, time: string, { connectionId, branchId, region }: HookConnection): CallData {
	return {
		callId: `webex-history-${fingerprint(past, time)}`,
		provider: 'webex',
		connectionId,
		branchId,
		direction: past.type === 'placed' ? 'outbound' : 'inbound',
		remote: remoteOf(past, region),
		local: { raw: '' },
		legId: 'history',
		state: 'ended',
		fromHistory: 'number-and-time',
		...(past.type === 'placed' && { startedAt: time }),
		...(past.type === 'missed' && { startedAt: time, endedAt: time, endReason: 'missed' }),
		...(past.type === 'received' && { startedAt: time, answeredAt: time, endReason: 'completed' }),
	};
}

function remoteOf({ number, name, privacyEnabled }: Past, region: string): Party {
	if (privacyEnabled || !number) return readParty(undefined, region, { anonymous: true });
	return readParty(number, region, { ...(name && { name: name.slice(0, MAX_TEXT) }) });
}

/** The same record is the same call each time it is read; its number stays out of the id. */
function fingerprint({ type, number }: Past, time: string): string {
	return createHash('sha256').update(`${type}|${time}|${number}`).digest('base64url').slice(0, 22);
}

function isSame(known: CallData, past: CallData, at: number): boolean {
	if (known.direction !== past.direction || addressOf(known) !== addressOf(past)) return false;
	// A long ring or talk lies between its start and what the history tells of it.
	const times = [known.startedAt, known.answeredAt, known.endedAt].flatMap((time) => time ?? []);
	return times.some((time) => Math.abs(Date.parse(time) - at) <= NEAR_MS);
}

function addressOf({ remote }: CallData): string {
	return remote.e164 ?? remote.extension ?? remote.sip ?? (remote.anonymous ? 'anonymous' : remote.raw);
}

function endedEvent(view: CallData, at: number, connection: HookConnection): RingsideEvent {
	const time = toInstant(at);
	return eventOf(connection, 'call.ended', { id: view.callId, subject: view.callId, time, data: view });
}
