import type { FastifyBaseLogger } from 'fastify';
import { traceOf } from '../http/errors.ts';
import type { Installation } from './installation.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const EVERY_MS = 60 * 60 * 1_000;
/** Long enough to replay what a holiday's bug left unread. */
const DELIVERIES_KEPT_MS = 30 * DAY_MS;
const REFUSED_PER_CONNECTION = { count: 1_000, bytes: 8 * 1024 * 1024 };

/** Removes old deliveries, now and each hour. Returns what stops it. */
export function keepRetention({ store, clock }: Installation, log: FastifyBaseLogger): () => void {
	const prune = () => {
		const limits = {
			olderThan: clock.now() - DELIVERIES_KEPT_MS,
			refusedPerConnection: REFUSED_PER_CONNECTION,
		};
		store.deliveries
			.prune(limits)
			.catch((error: unknown) => log.warn(traceOf(error), 'Old deliveries remain'));
	};
	prune();
	const timer = setInterval(prune, EVERY_MS);
	return () => clearInterval(timer);
}
