import type { Clock } from '../clock.ts';
import type { CommandBody } from '../contract/index.ts';
import type { Database } from '../database.ts';
import type { Random } from '../random.ts';
import type { Answer } from '../server-api/answer.ts';
import type { Timers } from '../timers.ts';

export type QueuedCommand = {
	[N in 'saveNote' | 'reportMatch']: { name: N; body: CommandBody<N> };
}['saveNote' | 'reportMatch'];

/** A command that the server has not confirmed yet. */
export type OutboxCommand = QueuedCommand & {
	/** What it is about: a newer command of the same slot replaces an older one. */
	slot: string;
	idempotencyKey: string;
	/** ms since 1970 */
	queuedAt: number;
};

export interface Outbox {
	/** Sends what waits, one after another; does nothing while a run is under way. Never rejects. */
	send(): Promise<void>;
}

const LONGEST_WAIT_MS = 60_000;
/** What the server has not taken for so long, it will not take any more. */
const GIVE_UP_AFTER_MS = 30 * 24 * 3_600_000;

export function slotOf(command: QueuedCommand): string {
	return `${command.name}:${command.body.callId}`;
}

/** Sends queued commands with backoff. They lie in the database, so a killed worker goes on where it was. */
export function openOutbox(
	db: Database,
	deliver: (command: OutboxCommand) => Promise<Answer<unknown>>,
	parts: { clock: Clock; timers: Timers; random: Random },
): Outbox {
	let running: Promise<void> | undefined;
	let failures = 0;
	let cancelRetry = () => {};

	async function sendAll(): Promise<void> {
		cancelRetry();
		for (;;) {
			const [command] = await db.getAll('outbox', undefined, 1);
			if (!command) return;
			const answer = await deliver(command);
			const expired = parts.clock.now() - command.queuedAt > GIVE_UP_AFTER_MS;
			if (!isSettled(answer) && !expired) return retryLater();
			failures = 0;
			await removeUnlessReplaced(db, command);
		}
	}

	function retryLater(): void {
		const wait = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(failures++, 10));
		cancelRetry = parts.timers.after(wait * (0.5 + parts.random.fraction() / 2), () => void send());
	}

	function send(): Promise<void> {
		running ??= sendAll()
			.catch(retryLater)
			.finally(() => {
				running = undefined;
			});
		return running;
	}

	return { send };
}

/** Done, or refused for good: a command that the server calls wrong is as wrong the next time. */
function isSettled(answer: Answer<unknown>): boolean {
	return (
		answer.kind === 'ok' || (answer.kind === 'refused' && answer.status !== 401 && answer.status !== 403)
	);
}

async function removeUnlessReplaced(db: Database, sent: OutboxCommand): Promise<void> {
	const tx = db.transaction('outbox', 'readwrite');
	const current = await tx.store.get(sent.slot);
	if (current?.idempotencyKey === sent.idempotencyKey) await tx.store.delete(sent.slot);
	await tx.done;
}
