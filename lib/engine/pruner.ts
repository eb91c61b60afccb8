import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { History } from '../history/history.ts';
import { pruneCalls } from '../history/prune.ts';

const PRUNE_EVERY_MS = 3_600_000;

/** Removes old calls from disk and memory, at most once an hour. */
export function pruner(db: Database, history: History, clock: Clock): () => Promise<void> {
	let prunedAt = Number.NEGATIVE_INFINITY;
	return async () => {
		const now = clock.now();
		if (Math.abs(now - prunedAt) < PRUNE_EVERY_MS) return;
		prunedAt = now;
		history.forget(await pruneCalls(db, now));
	};
}
