import type { Store } from '../store/ports.ts';
import type { Runner } from './runner.ts';

export interface LoopOptions {
	/** Looks for jobs that have become due, e.g. retries and those of dead workers. */
	everyMs?: number;
	/** So long may writes be gathered before it looks: no job waits for less, and rings write too. */
	gatherMs?: number;
	onTrouble(error: unknown): void;
}

const EVERY_MS = 1_000;
const GATHER_MS = 50;

/** Wakes the runner after writes and by the clock. */
export function startLoop(
	runner: Runner,
	store: Pick<Store, 'onChange'>,
	{ everyMs = EVERY_MS, gatherMs = GATHER_MS, onTrouble }: LoopOptions,
): { stop(withinMs: number): Promise<'idle' | 'cut-off'> } {
	let gathering: NodeJS.Timeout | undefined;
	const look = () => {
		gathering = undefined;
		runner.begin().catch(onTrouble);
	};
	const stopListening = store.onChange(() => {
		gathering ??= setTimeout(look, gatherMs);
	});
	const timer = setInterval(look, everyMs);
	look();
	return {
		/** What has begun may end within this time; whatever is cut off is done again by the next worker. */
		async stop(withinMs) {
			stopListening();
			clearInterval(timer);
			clearTimeout(gathering);
			runner.stop();
			const { promise: late, resolve } = Promise.withResolvers<'cut-off'>();
			const deadline = setTimeout(() => resolve('cut-off'), withinMs);
			const ended = await Promise.race([runner.idle().then(() => 'idle' as const), late]);
			clearTimeout(deadline);
			return ended;
		},
	};
}
