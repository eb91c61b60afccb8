import type { FastifyBaseLogger } from 'fastify';
import type { FileBlobs } from '../blobs/file-blobs.ts';
import { sweepBlobs } from '../blobs/sweep.ts';
import { traceOf } from '../http/errors.ts';
import type { Installation } from './installation.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const EVERY_MS = 60 * 60 * 1_000;
export const REFUSED_PER_CONNECTION = { count: 1_000, bytes: 8 * 1024 * 1024 };

/** Removes old deliveries and blobs of nobody, now and each hour. Returns what stops it. */
export function keepRetention(
	{ store, clock, config, blobs }: Installation & { blobs: FileBlobs },
	log: FastifyBaseLogger,
): () => void {
	const prune = () => {
		const limits = {
			olderThan: clock.now() - config.keepDeliveriesDays * DAY_MS,
			refusedPerConnection: REFUSED_PER_CONNECTION,
			bytesPerWorkspace: config.keepDeliveriesBytes,
		};
		store.deliveries
			.prune(limits)
			.catch((error: unknown) => log.warn(traceOf(error), 'Old deliveries remain'));
		tidyBlobs({ store, clock, blobs }).catch((error: unknown) =>
			log.warn(traceOf(error), 'Old recordings remain'),
		);
	};
	prune();
	const timer = setInterval(prune, EVERY_MS);
	return () => clearInterval(timer);
}

/** After a change of the sealing key the old one is needed until this has run once. */
async function tidyBlobs({
	store,
	clock,
	blobs,
}: Pick<Installation, 'store' | 'clock'> & { blobs: FileBlobs }) {
	await sweepBlobs({ blobs, recordings: store.recordings, clock });
	await blobs.reseal();
}
