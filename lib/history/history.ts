import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Random } from '../random.ts';
import { type OutboxCommand, type QueuedCommand, slotOf } from './outbox.ts';
import { mergeStored, type StoredCall } from './stored-call.ts';

/** Calls held in memory; older ones stay on disk and are merged when they are heard of again. */
const IN_MEMORY = 300;
const RECENT_MS = 7 * 24 * 3_600_000;

/** What changes together is written together: one transaction for all of a tick. */
export interface Change {
	calls?: readonly StoredCall[];
	cursor?: string;
	clockOffset?: number;
	/** Match key → chosen lead; undefined forgets. */
	choice?: { key: string; leadId: string | undefined };
	command?: QueuedCommand;
}

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

interface Pending {
	calls: Set<string>;
	state: Map<'cursor' | 'clockOffset', string | number>;
	choices: Map<string, string | undefined>;
	commands: Map<string, OutboxCommand>;
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
	let pending = nothing();
	let writing: Promise<void> | undefined;

	async function flush(): Promise<void> {
		// Everything of the same tick goes into one transaction.
		await Promise.resolve();
		while (!isEmpty(pending)) {
			const batch = pending;
			pending = nothing();
			try {
				await writeBatch(batch);
			} catch (fault) {
				pending = join(batch, pending);
				throw fault;
			}
		}
	}

	async function writeBatch(batch: Pending): Promise<void> {
		const tx = db.transaction(['calls', 'state', 'choices', 'outbox'], 'readwrite');
		const store = tx.objectStore('calls');
		const corrected: StoredCall[] = [];
		const writes = [...batch.calls].map(async (callId) => {
			const disk = unchecked.has(callId) ? await store.get(callId) : undefined;
			const memory = calls.get(callId);
			if (!memory) return;
			const merged = disk ? mergeStored(disk, memory) : memory;
			await store.put(merged);
			if (disk) corrected.push(merged);
		});
		for (const [name, value] of batch.state) writes.push(settle(tx.objectStore('state').put(value, name)));
		for (const [key, leadId] of batch.choices) {
			const choice = tx.objectStore('choices');
			writes.push(settle(leadId === undefined ? choice.delete(key) : choice.put(leadId, key)));
		}
		for (const command of batch.commands.values()) {
			writes.push(settle(tx.objectStore('outbox').put(command)));
		}
		await Promise.all([...writes, tx.done]);
		cursor = (batch.state.get('cursor') as string | undefined) ?? cursor;
		for (const callId of batch.calls) unchecked.delete(callId);
		for (const call of corrected) {
			const memory = calls.get(call.callId);
			if (memory) calls.set(call.callId, mergeStored(call, memory));
		}
		if (corrected.length > 0) parts.onCorrected();
	}

	function persisted(): Promise<void> {
		writing ??= flush().finally(() => {
			writing = undefined;
		});
		return writing;
	}

	return {
		calls: () => [...calls.values()],
		get: (callId) => calls.get(callId),
		chosenFor: (key) => choices.get(key),
		cursor: () => cursor,
		persisted,
		apply(change) {
			for (const call of change.calls ?? []) {
				if (!calls.has(call.callId)) unchecked.add(call.callId);
				calls.set(call.callId, call);
				pending.calls.add(call.callId);
			}
			if (change.cursor !== undefined) pending.state.set('cursor', change.cursor);
			if (change.clockOffset !== undefined) pending.state.set('clockOffset', change.clockOffset);
			if (change.choice) remember(choices, pending.choices, change.choice);
			if (change.command) {
				const slot = slotOf(change.command);
				const idempotencyKey = parts.random.uuid();
				pending.commands.set(slot, { ...change.command, slot, idempotencyKey, queuedAt: parts.clock.now() });
			}
			// A disk that refuses now is asked again with the next change or alarm.
			persisted().catch(() => undefined);
		},
		async replace(replacements, newCursor) {
			await persisted();
			const tx = db.transaction(['calls', 'state'], 'readwrite');
			const store = tx.objectStore('calls');
			await Promise.all([
				store.clear(),
				...replacements.map((call) => store.put(call)),
				tx.objectStore('state').put(newCursor, 'cursor'),
				tx.done,
			]);
			calls.clear();
			for (const call of replacements) calls.set(call.callId, call);
			cursor = newCursor;
		},
		forget(callIds) {
			for (const callId of callIds) if (!pending.calls.has(callId)) calls.delete(callId);
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

function remember(
	choices: Map<string, string>,
	pending: Map<string, string | undefined>,
	{ key, leadId }: NonNullable<Change['choice']>,
): void {
	if (leadId === undefined) choices.delete(key);
	else choices.set(key, leadId);
	pending.set(key, leadId);
}

function nothing(): Pending {
	return { calls: new Set(), state: new Map(), choices: new Map(), commands: new Map() };
}

function isEmpty({ calls, state, choices, commands }: Pending): boolean {
	return calls.size + state.size + choices.size + commands.size === 0;
}

function join(earlier: Pending, later: Pending): Pending {
	return {
		calls: new Set([...earlier.calls, ...later.calls]),
		state: new Map([...earlier.state, ...later.state]),
		choices: new Map([...earlier.choices, ...later.choices]),
		commands: new Map([...earlier.commands, ...later.commands]),
	};
}

async function settle(write: Promise<unknown>): Promise<void> {
	await write;
}
