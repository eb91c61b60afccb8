import type { CallData } from '../../../lib/contract/call.ts';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { toInstant } from '../../clock.ts';
import { asHistory } from '../history.ts';
import { mapAsked, readPages } from '../pages.ts';
import type { Backfill, BackfillTools } from '../setup.ts';
import { API } from './api.ts';
import { ended } from './call.ts';
import { fieldsOf, History } from './history-schema.ts';
import type { Fields } from './schema.ts';
import { directionOf, sidesOf } from './sides.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The history has ids of its own: a call of the automations is known by its number and when it began. */
const SAME_CALL_MS = 2 * MINUTE_MS;
/** The automation tells the end after the wrap-up; until then it is not missed, only late. */
const WRAP_UP_MS = 15 * MINUTE_MS;
/** In which zone `date_from` is read is not documented; times in the answer are UTC. */
const ANY_ZONE_MS = 14 * HOUR_MS;

interface Ended extends Fields {
	started_at: string;
	ended_at: string;
}

/** Calls whose end no automation told. */
export const backfill: Backfill = async (since, tools) => {
	const from = toInstant(since - ANY_ZONE_MS)
		.slice(0, 19)
		.replace('T', ' ');
	const listed = await readPages(async (next = '1') => {
		const query = new URLSearchParams({ date_from: from, limit: '1000', page: next });
		const page = await tools.ask({ url: `${API}/calls/index.json?${query}`, schema: History });
		return mapAsked(page, ({ responseData: { data, pageCount } }) => {
			const isLast = Number(next) >= pageCount || data.length === 0;
			return { items: data, ...(!isLast && { next: String(Number(next) + 1) }) };
		});
	});
	return mapAsked(listed, (entries) => ({
		events: entries
			.map(fieldsOf)
			.filter((fields) => isOver(fields))
			.filter((fields) => isMissing(fields, since, tools.clock.now()))
			.sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at))
			.flatMap((fields) => eventsOf(fields, tools)),
	}));
};

function isOver(fields: Fields | undefined): fields is Ended {
	return fields?.started_at !== undefined && fields.ended_at !== undefined;
}

/** From a little later on than what is known, so that a call at the edge is not taken for another one. */
function isMissing({ started_at, ended_at }: Ended, since: number, now: number): boolean {
	return Date.parse(started_at) >= since + SAME_CALL_MS && Date.parse(ended_at) <= now - WRAP_UP_MS;
}

function eventsOf(fields: Ended, { connection, knownCalls, clock }: BackfillTools): RingsideEvent[] {
	const direction = directionOf(fields);
	if (!direction || direction === 'internal') return [];
	const { remote } = sidesOf(fields, direction, connection.region);
	const known = knownCalls.filter((call) => isSame(call, remote.e164, fields.started_at));
	if (known.some(({ state }) => state === 'ended')) return [];
	const key = known[0]?.callId.replace(/^cloudtalk-/, '');
	const request = { receivedAt: clock.now() };
	const parsed = ended({ ...fields, ...(key && { call_uuid: key }) }, request, connection);
	return parsed.kind === 'events' ? asHistory(parsed.events, key ? 'number-and-time' : 'id') : [];
}

function isSame(call: CallData, number: string | undefined, startedAt: string): boolean {
	const began = Date.parse(call.startedAt ?? call.answeredAt ?? call.endedAt ?? '');
	return call.remote.e164 === number && Math.abs(began - Date.parse(startedAt)) <= SAME_CALL_MS;
}
