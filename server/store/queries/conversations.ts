import { type Kysely, sql } from 'kysely';
import type { Conversations, SubjectEvents } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { eventsOf, reading, toEvent } from './events.ts';

/** `personId` hashes a key; the salt is the database's own. */
export function conversationQueries(
	db: Kysely<Schema>,
	personId: (workspaceId: string, key: string) => string,
): Conversations {
	return {
		personIds: async (workspaceId, keys) => keys.map((key) => personId(workspaceId, key)),
		recent: (workspaceId, options) =>
			reading(db, async (trx) =>
				withEvents(trx, workspaceId, await newest(trx, workspaceId, options).execute()),
			),
		ofPersons: (workspaceId, personIds, options) =>
			reading(db, async (trx) =>
				withEvents(trx, workspaceId, await newestOf(trx, workspaceId, personIds, options)),
			),
	};
}

interface Page {
	beforeSeq?: number;
	limit: number;
}

type Place = Pick<SubjectEvents, 'subject' | 'lastSeq'>;

/** Walks the newest events that tell of a person, passing over those whose subject has a newer one. */
function newest(db: Kysely<Schema>, workspaceId: string, { beforeSeq, limit }: Page, personIds?: string[]) {
	const later = db
		.selectFrom('events as later')
		.innerJoin('event_persons as told', (join) =>
			join.onRef('told.workspace_id', '=', 'later.workspace_id').onRef('told.seq', '=', 'later.seq'),
		)
		.select('later.seq')
		.where('later.workspace_id', '=', workspaceId)
		.whereRef('later.subject', '=', sql.ref('e.subject'))
		.whereRef('later.seq', '>', sql.ref('e.seq'))
		.$if(personIds !== undefined, (query) => query.where('told.person_id', 'in', personIds ?? []));
	return db
		.selectFrom('event_persons as p')
		.innerJoin('events as e', (join) =>
			join.onRef('e.workspace_id', '=', 'p.workspace_id').onRef('e.seq', '=', 'p.seq'),
		)
		.select(['p.seq as lastSeq', 'e.subject'])
		.distinct()
		.where('p.workspace_id', '=', workspaceId)
		.where('p.seq', '<', beforeSeq ?? Number.MAX_SAFE_INTEGER)
		.where((eb) => eb.not(eb.exists(later)))
		.orderBy('p.seq', 'desc')
		.limit(limit);
}

/** One walk for each of the people: asked for all at once, the planner would sort all that ever happened with them. */
async function newestOf(
	db: Kysely<Schema>,
	workspaceId: string,
	personIds: string[],
	page: Page,
): Promise<Place[]> {
	const places = new Map<string, Place>();
	for (const personId of personIds) {
		const walk = newest(db, workspaceId, page, personIds).where('p.person_id', '=', personId);
		for (const place of await walk.execute()) places.set(place.subject, place);
	}
	return [...places.values()].sort((a, b) => b.lastSeq - a.lastSeq).slice(0, page.limit);
}

async function withEvents(
	db: Kysely<Schema>,
	workspaceId: string,
	places: Place[],
): Promise<SubjectEvents[]> {
	const subjects = new Map(
		places.map(({ subject, lastSeq }): [string, SubjectEvents] => [
			subject,
			{ subject, lastSeq, events: [] },
		]),
	);
	if (subjects.size === 0) return [];
	const rows = await eventsOf(db, workspaceId)
		.where('subject', 'in', [...subjects.keys()])
		.where('type', '<>', 'ringside.transcript.segment')
		.execute();
	rows.sort((a, b) => a.seq - b.seq);
	for (const row of rows) subjects.get(row.subject)?.events.push(toEvent(row));
	return [...subjects.values()];
}
