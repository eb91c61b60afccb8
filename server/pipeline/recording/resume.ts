import { readEvent } from '../../../lib/contract/event.ts';
import { type SettingsOf, settingsSchemas } from '../../../lib/contract/settings.ts';
import type { Clock } from '../../clock.ts';
import type { SettingsChange } from '../../settings/settings.ts';
import type { NewJob, Store, SubjectEvents } from '../../store/ports.ts';
import type { PipelineHandler } from '../deps.ts';
import { pipelineJob } from '../jobs.ts';
import { stageOf } from '../stage.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Vendors seldom keep them longer. */
const DAYS_BACK = 30;
const CALLS_AT_ONCE = 50;

/** The job waits until what it looks for is written. */
const WRITTEN_MS = 5_000;

/** Queues the fetching of what a change of the consents allows. */
export function resumeAfter(store: Pick<Store, 'jobs'>, clock: Clock) {
	return async ({ workspaceId, name, before, after }: SettingsChange): Promise<void> => {
		if (name !== 'consent') return;
		const read = (document: unknown) => settingsSchemas.consent.parse(document);
		for (const job of resumeJobs(read(before), read(after), clock.now() + WRITTEN_MS)) {
			await store.jobs.enqueue(workspaceId, job);
		}
	};
}

/** What is to be queued once these consents hold in place of those. `now` in ms since 1970. */
export function resumeJobs(
	before: SettingsOf<'consent'>,
	after: SettingsOf<'consent'>,
	now: number,
): NewJob[] {
	const wasNone = (connectionId: string) => (before.connections[connectionId] ?? 'none') === 'none';
	return Object.entries(after.connections)
		.filter(([connectionId, mode]) => mode !== 'none' && wasNone(connectionId))
		.map(([connectionId]) => pipelineJob('recordings.resume', { connectionId }, now));
}

/** Fetches what was left at the vendor for want of consent, of the last thirty days. */
export const resumeRecordings: PipelineHandler<{ connectionId: string }> = async (job, context, deps) => {
	const { store, clock } = deps;
	const { workspaceId, payload } = job;
	const since = clock.now() - DAYS_BACK * DAY_MS;
	let beforeSeq: number | undefined;
	for (;;) {
		const page = await store.events.recentCalls(workspaceId, { beforeSeq, limit: CALLS_AT_ONCE });
		for (const call of page) {
			if (lastTold(call) < since) return { kind: 'done' };
			for (const next of stoppedIn(call, payload.connectionId, clock.now())) {
				await store.jobs.enqueue(workspaceId, next);
			}
		}
		const last = page.at(-1);
		if (!last || !(await context.stillMine())) return { kind: 'done' };
		beforeSeq = last.lastSeq;
	}
};

function stoppedIn(
	{ events: stored }: Pick<SubjectEvents, 'events'>,
	connectionId: string,
	now: number,
): NewJob[] {
	const events = stored.flatMap(({ json }) => {
		const read = readEvent(JSON.parse(json));
		return read.kind === 'event' ? [read.event] : [];
	});
	if (stageOf({ events }, 'recording')?.reason !== 'no-consent') return [];
	return events.flatMap((event) => {
		if (event.type !== 'ringside.call.recording.ready' || event.data.connectionId !== connectionId) return [];
		const { recordingId, callId } = event.data;
		return callId === undefined
			? []
			: [pipelineJob('recording.fetch', { connectionId, recordingId, callId }, now)];
	});
}

/** ms since 1970. */
function lastTold({ events }: Pick<SubjectEvents, 'events'>): number {
	const read = readEvent(JSON.parse(events.at(-1)?.json ?? 'null'));
	return read.kind === 'event' ? Date.parse(read.event.time) : Number.POSITIVE_INFINITY;
}
