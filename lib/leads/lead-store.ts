import type { Lead, LeadsPage, Party } from '../contract/index.ts';
import { type Database, readState } from '../database.ts';
import { partyKeys } from '../phone/index.ts';
import { searchLeads } from './search.ts';
import { buildSegment, type KeySegment, lookUp, mergeSegments } from './segment.ts';

/** More leads than that on one number are not a match but a switchboard. */
const MOST_FOUND = 50;
/** Above this many segments the smaller ones are merged. */
const MOST_SEGMENTS = 32;

export interface LeadStore {
	/** Every lead that may be this party, to be decided by `matchParty`, and those of `alsoIds`. One database get. */
	find(party: Party, alsoIds?: readonly string[]): Promise<Lead[]>;
	/** Those of these ids that are known. */
	byIds(leadIds: readonly string[]): Promise<Lead[]>;
	/** Leads whose name, company, mail or number has these words, a screenful. */
	search(text: string): Promise<Lead[]>;
	/** Stores one page: leads, their keys and the cursor in one transaction. */
	write(page: LeadsPage): Promise<void>;
	clear(): Promise<void>;
	progress(): Promise<{ cursor?: string; total: number; complete: boolean }>;
	count(): Promise<number>;
}

/** Leads lie one record each under their id; the keys to them in sorted arrays that are also held in memory. */
export function openLeadStore(db: Database): LeadStore {
	let segments: Map<number, KeySegment> = new Map();
	const loaded = loadSegments(db).then((found) => {
		segments = found;
	});

	return {
		async find(party, alsoIds = []) {
			await loaded;
			const keys = partyKeys(party).map(({ key }) => key);
			const ids = new Set(alsoIds);
			for (const key of keys) {
				for (const segment of segments.values()) for (const id of lookUp(segment, key)) ids.add(id);
			}
			return readLeads(db, [...ids].slice(0, MOST_FOUND));
		},

		byIds: (leadIds) => readLeads(db, leadIds),
		search: (text) => searchLeads(db, text),

		async write(page) {
			await loaded;
			const segment = page.leads.length > 0 ? buildSegment(page.leads) : undefined;
			const key = await writePage(db, page, segment);
			if (segment && key !== undefined) segments.set(key, segment);
			if (segments.size > MOST_SEGMENTS) await compact(db, segments);
		},

		async clear() {
			await loaded;
			const tx = db.transaction(['leads', 'leadKeys', 'state'], 'readwrite');
			await Promise.all([
				tx.objectStore('leads').clear(),
				tx.objectStore('leadKeys').clear(),
				tx.objectStore('state').delete('leads'),
				tx.done,
			]);
			segments.clear();
		},

		async progress() {
			return (await readState(db, 'leads')) ?? { total: 0, complete: false };
		},

		count: () => db.count('leads'),
	};
}

async function readLeads(db: Database, leadIds: readonly string[]): Promise<Lead[]> {
	if (leadIds.length === 0) return [];
	const { store } = db.transaction('leads');
	const leads = await Promise.all(leadIds.map((id) => store.get(id)));
	return leads.filter((lead) => lead !== undefined);
}

async function loadSegments(db: Database): Promise<Map<number, KeySegment>> {
	const { store } = db.transaction('leadKeys');
	const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
	return new Map(values.map((segment, index) => [keys[index] ?? 0, segment]));
}

async function writePage(
	db: Database,
	page: LeadsPage,
	segment: KeySegment | undefined,
): Promise<number | undefined> {
	// Relaxed: what a power cut takes is loaded again, since the cursor goes with it.
	const tx = db.transaction(['leads', 'leadKeys', 'state'], 'readwrite', { durability: 'relaxed' });
	const leads = tx.objectStore('leads');
	const writes: Promise<unknown>[] = [
		...page.leads.map((lead) => leads.put(lead)),
		...page.removed.map((leadId) => leads.delete(leadId)),
		tx.objectStore('state').put({ cursor: page.next, total: page.total, complete: page.done }, 'leads'),
	];
	const key = segment ? tx.objectStore('leadKeys').add(segment) : Promise.resolve(undefined);
	await Promise.all([...writes, key, tx.done]);
	return key;
}

/** Merges the smaller half, so that a lead is merged a few times only, however many pages come. */
async function compact(db: Database, segments: Map<number, KeySegment>): Promise<void> {
	const bySize = [...segments].sort(([, a], [, b]) => a.hashes.length - b.hashes.length);
	const smaller = bySize.slice(0, Math.ceil(bySize.length * 0.75));
	const merged = mergeSegments(smaller.map(([, segment]) => segment));
	const tx = db.transaction('leadKeys', 'readwrite', { durability: 'relaxed' });
	const key = tx.store.add(merged);
	await Promise.all([key, ...smaller.map(([old]) => tx.store.delete(old)), tx.done]);
	for (const [old] of smaller) segments.delete(old);
	segments.set(await key, merged);
}
