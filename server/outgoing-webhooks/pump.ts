import type { ClaimedWebhook } from '../store/ports.ts';
import { type Store, StoreUnavailable } from '../store/ports.ts';
import { LEASE_MS, type TurnDeps, takeTurn } from './turn.ts';

export interface PumpDeps extends Omit<TurnDeps, 'signal' | 'store'> {
	store: Pick<Store, 'events' | 'outgoingWebhooks' | 'onChange'>;
	onBug(error: unknown): void;
}

export interface Pump {
	/** From now on what is stored is sent, as it comes. */
	start(): void;
	/** Sends all that is due now and resolves when nothing is left that could be sent now. */
	runDue(): Promise<void>;
	/** Leaves what is under way, to be sent again after the next start. */
	close(): Promise<void>;
}

/** Webhooks served at the same time; each has a place of its own, so that a slow one delays itself alone. */
const PLACES = 64;
/** A ring goes to the browsers first. */
const AFTER_CHANGE_MS = 100;
/** Retries and leases that ran out are noticed this late at most. */
const POLL_MS = 2_000;

/** Follows the log for every outgoing webhook; what was sent is kept with the webhook, so nothing is ever skipped. */
export function createPump(deps: PumpDeps): Pump {
	const stopping = new AbortController();
	const turnDeps = { ...deps, signal: stopping.signal };
	const running = new Set<Promise<void>>();
	let soon: NodeJS.Timeout | undefined;
	let filling: Promise<number> | undefined;

	async function fill(): Promise<number> {
		const limit = PLACES - running.size;
		if (limit <= 0 || stopping.signal.aborted) return 0;
		const claimed = await deps.store.outgoingWebhooks.claim({
			now: deps.clock.now(),
			leaseMs: LEASE_MS,
			limit,
		});
		for (const webhook of claimed) {
			const turn = serve(webhook).finally(() => {
				running.delete(turn);
				wake();
			});
			running.add(turn);
		}
		return claimed.length;
	}

	async function serve(webhook: ClaimedWebhook): Promise<void> {
		await takeTurn(webhook, turnDeps).catch(report);
	}

	/** One at a time: of two that count the free places, both would take them. */
	function fillOnce(): Promise<number> {
		filling ??= fill().finally(() => {
			filling = undefined;
		});
		return filling;
	}

	function report(error: unknown): void {
		// Its lease runs out, and it is tried again; the store's own trouble is told elsewhere.
		if (!(error instanceof StoreUnavailable)) deps.onBug(error);
	}

	function wake(): void {
		if (!started || stopping.signal.aborted) return;
		soon ??= setTimeout(() => {
			soon = undefined;
			fillOnce().catch(report);
		}, AFTER_CHANGE_MS);
	}

	let started: { stop(): void } | undefined;

	return {
		start() {
			const forget = deps.store.onChange(wake);
			const poll = setInterval(wake, POLL_MS);
			started = {
				stop: () => {
					forget();
					clearInterval(poll);
				},
			};
			wake();
		},
		async runDue() {
			while ((await fillOnce()) > 0 || running.size > 0) await Promise.all(running);
		},
		async close() {
			stopping.abort();
			started?.stop();
			clearTimeout(soon);
			await filling?.catch(report);
			await Promise.all(running);
		},
	};
}
