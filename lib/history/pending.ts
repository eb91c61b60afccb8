import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { type OutboxCommand, type QueuedCommand, slotOf } from './outbox.ts';
import type { StoredCall } from './stored-call.ts';

/** What changes together is written together: one transaction for all of a tick. */
export interface Change {
	calls?: readonly StoredCall[];
	cursor?: string;
	clockOffset?: number;
	/** Match key → chosen lead; undefined forgets. */
	choice?: { key: string; leadId: string | undefined };
	command?: QueuedCommand;
}

/** Changes that are in memory and not on disk yet; a later one of the same thing replaces an earlier one. */
export interface Batch {
	/** Ids: what is written is what memory holds by then. */
	calls: Set<string>;
	state: Map<'cursor' | 'clockOffset', string | number>;
	choices: Map<string, string | undefined>;
	commands: Map<string, OutboxCommand>;
}

export function emptyBatch(): Batch {
	return { calls: new Set(), state: new Map(), choices: new Map(), commands: new Map() };
}

export function isEmpty({ calls, state, choices, commands }: Batch): boolean {
	return calls.size + state.size + choices.size + commands.size === 0;
}

export function joinBatches(earlier: Batch, later: Batch): Batch {
	return {
		calls: new Set([...earlier.calls, ...later.calls]),
		state: new Map([...earlier.state, ...later.state]),
		choices: new Map([...earlier.choices, ...later.choices]),
		commands: new Map([...earlier.commands, ...later.commands]),
	};
}

/** Puts one change into a batch; its command gets the key under which a repeat is done once. */
export function addChange(batch: Batch, change: Change, parts: { clock: Clock; random: Random }): void {
	const { calls = [], cursor, clockOffset, choice, command } = change;
	for (const { callId } of calls) batch.calls.add(callId);
	if (cursor !== undefined) batch.state.set('cursor', cursor);
	if (clockOffset !== undefined) batch.state.set('clockOffset', clockOffset);
	if (choice) batch.choices.set(choice.key, choice.leadId);
	if (!command) return;
	const slot = slotOf(command);
	const idempotencyKey = parts.random.uuid();
	batch.commands.set(slot, { ...command, slot, idempotencyKey, queuedAt: parts.clock.now() });
}
