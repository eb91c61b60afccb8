import type { Database } from '../database.ts';

const KEEP_MS = 30 * 24 * 3_600_000;
const KEEP_CALLS = 2_000;

/** Removes calls older than 30 days, and the oldest above 2,000. Answers with the ids that went. */
export async function pruneCalls(db: Database, now: number): Promise<string[]> {
	const tx = db.transaction('calls', 'readwrite');
	const oldestFirst = await tx.store.index('heardAt').getAllKeys();
	const old = await tx.store.index('heardAt').getAllKeys(IDBKeyRange.upperBound(now - KEEP_MS));
	const count = Math.max(old.length, oldestFirst.length - KEEP_CALLS);
	const gone = oldestFirst.slice(0, count);
	await Promise.all([...gone.map((callId) => tx.store.delete(callId)), tx.done]);
	return gone;
}
