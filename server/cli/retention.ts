import type { FastifyBaseLogger } from 'fastify';
import { sweepBlobs } from '../blobs/sweep.ts';
import type { AppContext } from '../http/context.ts';
import { traceOf } from '../http/errors.ts';
import { expireRecordings } from '../pipeline/recording/retention.ts';
import type { Installation } from './installation.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const EVERY_MS = 60 * 60 * 1_000;
export const REFUSED_PER_CONNECTION = { count: 1_000, bytes: 8 * 1024 * 1024 };

type RetentionContext = Pick<AppContext, 'store' | 'clock' | 'blobs' | 'callLog' | 'settings'>;

/** Removes old deliveries and blobs of nobody, now and each hour. Returns what stops it. */
export function keepRetention(
	{ config, ...context }: Pick<Installation, 'config'> & RetentionContext,
	log: FastifyBaseLogger,
): () => void {
	const prune = () => {
		pruneDeliveries(config, context).catch((error: unknown) =>
			log.warn(traceOf(error), 'Old deliveries remain'),
		);
		tidyAfterCall(context).catch((error: unknown) => log.warn(traceOf(error), 'Old links remain'));
		tidyRecordings(context).catch((error: unknown) => log.warn(traceOf(error), 'Old recordings remain'));
	};
	prune();
	const timer = setInterval(prune, EVERY_MS);
	return () => clearInterval(timer);
}

async function pruneDeliveries(config: Installation['config'], context: RetentionContext): Promise<void> {
	const { store, clock } = context;
	const now = clock.now();
	await store.deliveries.prune({
		olderThan: now - config.keepDeliveriesDays * DAY_MS,
		refusedPerConnection: REFUSED_PER_CONNECTION,
		bytesPerWorkspace: config.keepDeliveriesBytes,
		shorter: await shorterThan(config.keepDeliveriesDays, context),
	});
}

/** Workspaces that keep deliveries for fewer days than the installation. */
async function shorterThan(days: number, { store, settings, clock }: RetentionContext) {
	const shorter: { workspaceId: string; olderThan: number }[] = [];
	for (const { workspaceId } of await store.records.workspaces()) {
		const { deliveryDays } = (await settings.read(workspaceId, 'retention')).value;
		if (deliveryDays === undefined || deliveryDays >= days) continue;
		shorter.push({ workspaceId, olderThan: clock.now() - deliveryDays * DAY_MS });
	}
	return shorter;
}

/** What was done half a year ago is not done again by anybody; an expired link says for a week that it was one. */
async function tidyAfterCall({ store, clock }: RetentionContext): Promise<void> {
	const now = clock.now();
	await store.afterCall.talkLinks.prune(now - 7 * DAY_MS);
	while ((await store.afterCall.effects.prune(now - 180 * DAY_MS)) > 0);
}

/** After a change of the sealing key the old one is needed until this has run once. */
async function tidyRecordings(context: RetentionContext): Promise<void> {
	const { store, blobs, clock } = context;
	await expireRecordings(context);
	await sweepBlobs({ blobs, recordings: store.recordings, clock });
	await blobs.reseal();
}
