import type { Database } from '../database.ts';
import type { Batch } from './pending.ts';
import { mergeStored, type StoredCall } from './stored-call.ts';

/**
 * Writes a batch in one transaction. `unchecked` are the calls of which disk may know more than memory does; answers
 * with those of them that it did know, merged.
 */
export async function writeBatch(
	db: Database,
	batch: Batch,
	calls: ReadonlyMap<string, StoredCall>,
	unchecked: ReadonlySet<string>,
): Promise<StoredCall[]> {
	const tx = db.transaction(['calls', 'state', 'choices', 'outbox'], 'readwrite');
	const [store, state] = [tx.objectStore('calls'), tx.objectStore('state')];
	const [choices, outbox] = [tx.objectStore('choices'), tx.objectStore('outbox')];
	const corrected: StoredCall[] = [];
	const writeCall = async (callId: string) => {
		const disk = unchecked.has(callId) ? await store.get(callId) : undefined;
		const memory = calls.get(callId);
		if (!memory) return;
		const merged = disk ? mergeStored(disk, memory) : memory;
		await store.put(merged);
		if (disk) corrected.push(merged);
	};
	await Promise.all([
		...[...batch.calls].map(writeCall),
		...[...batch.state].map(([name, value]) => state.put(value, name)),
		...[...batch.choices].map(([key, leadId]) =>
			leadId === undefined ? choices.delete(key) : choices.put(leadId, key),
		),
		...[...batch.commands.values()].map((command) => outbox.put(command)),
		tx.done,
	]);
	return corrected;
}

/** These calls in place of all that were there. */
export async function writeReplacement(
	db: Database,
	calls: readonly StoredCall[],
	cursor: string,
): Promise<void> {
	const tx = db.transaction(['calls', 'state'], 'readwrite');
	const store = tx.objectStore('calls');
	await Promise.all([
		store.clear(),
		...calls.map((call) => store.put(call)),
		tx.objectStore('state').put(cursor, 'cursor'),
		tx.done,
	]);
}
