import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Random } from '../random.ts';
import { batchWriter } from './batch-writer.ts';
import type { Batch, Change } from './pending.ts';
import { mergeStored, type StoredCall } from './stored-call.ts';
import { writeBatch, writeReplacement } from './write-batch.ts';

/** Calls held in memory; older ones stay on disk and are merged when they are heard of again. */
const IN_MEMORY = 300;
const RECENT_MS = 7 * 24 * 3_600_000;

export interface History {
	/** Calls known in memory, in no particular order. */
	calls(): StoredCall[];
	get(callId: string): StoredCall | undefined;
	/** Lead chosen earlier for this match key. */
	chosenFor(key: string): string | undefined;
	/** The cursor up to which everything is on disk. */
	cursor(): string | undefined;
	/** In memory at once, on disk together with all that came in the same tick. */
	apply(change: Change): void;
	/** Resolves when all applied so far is on disk; rejects when it cannot be written (it is kept and tried again). */
	persisted(): Promise<void>;
	/** Everything known gives way to these calls. */
	replace(calls: readonly StoredCall[], cursor: string): Promise<void>;
	/** Takes calls out of memory, e.g. once pruned from disk. */
	forget(callIds: readonly string[]): void;
}

/** Opens what this browser knows of calls. `onCorrected`: disk knew more of a call than what was just shown. */
export async function openHistory(
	db: Database,
	parts: { clock: Clock; random: Random; onCorrected: () => void },
): Promise<History> {
	const known = await loadRecent(db, parts.clock.now());
	let { cursor } = known;
	const { calls, choices } = known;
	/** New to memory: disk may know more of them. */
	const unchecked = new Set<string>();
	const writer = batchWriter(write, parts);

	async function write(batch: Batch): Promise<void> {
		const corrected = await writeBatch(db, batch, calls, unchecked);
		cursor = (batch.state.get('cursor') as string | undefined) ?? cursor;
		for (const callId of batch.calls) unchecked.delete(callId);
		for (const call of corrected) {
			const memory = calls.get(call.callId);
			if (memory) calls.set(call.callId, mergeStored(call, memory));
		}
		if (corrected.length > 0) parts.onCorrected();
	}

	return {
		calls: () => [...calls.values()],
		get: (callId) => calls.get(callId),
		chosenFor: (key) => choices.get(key),
		cursor: () => cursor,
		persisted: writer.written,
		apply(change) {
			for (const call of change.calls ?? []) {
				if (!calls.has(call.callId)) unchecked.add(call.callId);
				calls.set(call.callId, call);
			}
			if (change.choice) remember(choices, change.choice);
			writer.add(change);
		},
		async replace(replacements, newCursor) {
			await writer.written();
			await writeReplacement(db, replacements, newCursor);
			calls.clear();
			for (const call of replacements) calls.set(call.callId, call);
			cursor = newCursor;
		},
		forget(callIds) {
			for (const callId of callIds) if (!writer.holds(callId)) calls.delete(callId);
		},
	};
}

async function loadRecent(db: Database, now: number) {
	const tx = db.transaction(['calls', 'state', 'choices']);
	const since = IDBKeyRange.lowerBound(now - RECENT_MS);
	const [recent, cursor, keys, leadIds] = await Promise.all([
		tx.objectStore('calls').index('heardAt').getAll(since),
		tx.objectStore('state').get('cursor'),
		tx.objectStore('choices').getAllKeys(),
		tx.objectStore('choices').getAll(),
	]);
	return {
		calls: new Map(recent.slice(-IN_MEMORY).map((call) => [call.callId, call])),
		cursor: cursor as string | undefined,
		choices: new Map(keys.map((key, index) => [key, leadIds[index] ?? ''])),
	};
}

function remember(choices: Map<string, string>, { key, leadId }: NonNullable<Change['choice']>): void {
	if (leadId === undefined) choices.delete(key);
	else choices.set(key, leadId);
}
