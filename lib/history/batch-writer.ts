import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { addChange, type Batch, type Change, emptyBatch, isEmpty, joinBatches } from './pending.ts';

export interface BatchWriter {
	add(change: Change): void;
	/** Resolves when all added so far is written; rejects when it cannot be (it is kept and tried again). */
	written(): Promise<void>;
	/** Whether this call waits to be written. */
	holds(callId: string): boolean;
}

/** Writes what is added, one batch at a time: everything of the same tick goes into one. */
export function batchWriter(
	write: (batch: Batch) => Promise<void>,
	parts: { clock: Clock; random: Random },
): BatchWriter {
	let pending = emptyBatch();
	let writing: Promise<void> | undefined;

	async function writeAll(): Promise<void> {
		// The rest of this tick is added first.
		await Promise.resolve();
		while (!isEmpty(pending)) {
			const batch = pending;
			pending = emptyBatch();
			try {
				await write(batch);
			} catch (fault) {
				pending = joinBatches(batch, pending);
				throw fault;
			}
		}
	}

	function written(): Promise<void> {
		writing ??= writeAll().finally(() => {
			writing = undefined;
		});
		return writing;
	}

	return {
		written,
		add(change) {
			addChange(pending, change, parts);
			// A disk that refuses now is asked again with the next change or alarm.
			written().catch(() => undefined);
		},
		holds: (callId) => pending.calls.has(callId),
	};
}
