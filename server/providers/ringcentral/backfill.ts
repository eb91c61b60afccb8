import type { CallData, EndReason } from '../../../lib/contract/call.ts';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import { mapAsked, readPages } from '../pages.ts';
import type { HookConnection } from '../provider.ts';
import type { Backfill, BackfillTools } from '../setup.ts';
import type { Asked } from '../vendor.ts';
import { createGet } from './api.ts';
import { CallLogPage, CallRecord } from './call-log.ts';
import { eventsOf } from './message-events.ts';
import { readMessages } from './message-store.ts';
import { partyOf } from './parties.ts';
import { callIdOf } from './session.ts';

const PAGE_SIZE = 100;

/** Calls of the call log and messages of the message store, under the ids that notifications have. */
export const backfill: Backfill = async (since, tools) => {
	const records = await readCallLog(since, tools);
	if (records.kind !== 'read') return records;
	const messages = await readMessages(since, createGet(tools.ask));
	return mapAsked(messages, (found) => ({
		events: [
			...records.value.reverse().flatMap((record) => callEvents(record, tools)),
			...found.reverse().flatMap((message) => eventsOf(message, tools.connection)),
		],
	}));
};

async function readCallLog(since: number, { ask }: BackfillTools): Promise<Asked<CallRecord[]>> {
	const get = createGet(ask);
	const records = await readPages(async (next = '1') => {
		const query = { dateFrom: toInstant(since), view: 'Detailed', perPage: String(PAGE_SIZE), page: next };
		const page = await get(`call-log?${new URLSearchParams(query)}`, CallLogPage);
		return mapAsked(page, ({ records: items }) => ({
			items,
			...(items.length === PAGE_SIZE && { next: String(Number(next) + 1) }),
		}));
	});
	return mapAsked(records, (all) =>
		all.flatMap((record) => CallRecord.safeParse(record).data ?? []).filter(isOver),
	);
}

function isOver({ type, result }: CallRecord): boolean {
	return type === 'Voice' && !/^in ?progress$/i.test(result ?? '');
}

function callEvents(record: CallRecord, { connection, knownCalls }: BackfillTools): RingsideEvent[] {
	const callId = callIdOf(record.telephonySessionId, extensionOf(record));
	const known = knownCalls.filter((view) => view.callId === callId);
	const time = endOf(record);
	const views = openLegs(record, known).map((legId) =>
		eventOf(connection, 'call.ended', {
			id: `call-log|${record.id}|${legId}`,
			subject: callId,
			time,
			data: { ...viewOf(record, callId, connection), legId, ...answerOf(record, known) },
		}),
	);
	return [...views, ...recordingOf(record, callId, connection)];
}

/** Legs whose end nobody told of: those that are known to be open, or the call as a whole where nothing is known. */
function openLegs({ partyId }: CallRecord, known: CallData[]): string[] {
	if (known.length === 0) return [partyId ?? 'call-log'];
	const ended = new Set(known.filter(({ state }) => state === 'ended').map(({ legId }) => legId));
	return [...new Set(known.map(({ legId }) => legId))].filter((legId) => !ended.has(legId));
}

/** Of all that is known of a call its log knows the start alone: when it was answered, a notification tells better. */
function answerOf(record: CallRecord, known: CallData[]): Pick<CallData, 'answeredAt'> {
	const isTalk = reasonOf(record) === 'completed' && known.length === 0;
	return isTalk ? { answeredAt: toInstant(Date.parse(record.startTime)) } : {};
}

function viewOf(
	record: CallRecord,
	callId: string,
	{ connectionId, branchId, region }: HookConnection,
): Omit<CallData, 'legId'> {
	const isInbound = record.direction === 'Inbound';
	const [remote, local] = isInbound ? [record.from, record.to] : [record.to, record.from];
	const agent = extensionOf(record);
	return {
		callId,
		provider: 'ringcentral',
		connectionId,
		branchId,
		direction: isInbound ? 'inbound' : 'outbound',
		remote: partyOf(remote, region),
		local: local ? partyOf(local, region) : { raw: '' },
		agent: agent ? { id: agent } : undefined,
		state: 'ended',
		startedAt: toInstant(Date.parse(record.startTime)),
		endedAt: endOf(record),
		endReason: reasonOf(record),
		fromHistory: 'id',
	};
}

function extensionOf({ extension, direction, from, to }: CallRecord): string | undefined {
	return extension?.id ?? (direction === 'Inbound' ? to : from)?.extensionId;
}

function endOf({ startTime, duration }: CallRecord): string {
	return toInstant(Date.parse(startTime) + (duration ?? 0) * 1_000);
}

const results = new Map<string, EndReason>([
	['accepted', 'completed'],
	['call connected', 'completed'],
	['received', 'completed'],
	['missed', 'missed'],
	['no answer', 'missed'],
	['voicemail', 'voicemail'],
	['rejected', 'declined'],
	['declined', 'declined'],
	['busy', 'declined'],
	['call failed', 'failed'],
	['wrong number', 'failed'],
]);

function reasonOf({ result }: CallRecord): EndReason | undefined {
	return results.get(result?.toLowerCase() ?? '');
}

function recordingOf(record: CallRecord, callId: string, connection: HookConnection): RingsideEvent[] {
	if (!record.recording) return [];
	const { id } = record.recording;
	const { connectionId } = connection;
	const data = { recordingId: `ringcentral-${id}`, provider: 'ringcentral', connectionId, callId };
	const fields = { id: `recording|${id}`, subject: callId, time: endOf(record), data };
	return [eventOf(connection, 'call.recording.ready', fields)];
}
