import type { JobContext, JobOutcome } from '../../jobs/job.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Job, NewRecording } from '../../store/ports.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps, PipelineHandler } from '../deps.ts';
import { pipelineJob } from '../jobs.ts';
import { type StageReason, type StageState, tellStage } from '../stage.ts';
import { type Brought, bring } from './bring.ts';
import { type Gate, gateOf, type RecordingRef } from './gate.ts';
import { removeAudio } from './remove.ts';

type FetchJob = Job & { payload: RecordingRef & { callId: string } };

/** How often a vendor that has told of a recording too early is asked again. */
const NOT_YET_MS = 60_000;

/** Brings a recording's audio to us: once, and only where it may be had. */
export const fetchRecording: PipelineHandler<FetchJob['payload']> = async (job, context, deps) => {
	const history = await deps.callLog.read(job.workspaceId, job.payload.callId);
	if (!history) return { kind: 'done' };
	const gate = await gateOf(job.workspaceId, history, job.payload, deps);
	if (gate.kind !== 'go') return passOver(gate, job, history, deps);
	const source = await sourceOf(job, deps);
	if (source.kind !== 'source')
		return source.isKnown ? stop(job, history, 'signed-out', deps) : { kind: 'done' };
	await tell(job, history, { state: 'running' }, deps);
	const brought = await bring(job.payload, source, deps);
	if (brought.kind === 'stored') return keep(job, context, history, brought, source.provider, deps);
	const isEarly = deps.clock.now() < gate.readyAt + source.provider.recordings.lagMs;
	if (brought.kind === 'not-yet' || (brought.kind === 'gone' && isEarly)) {
		if (!isEarly) return stop(job, history, 'gone', deps);
		await tell(job, history, { state: 'waiting', reason: 'not-yet-there' }, deps);
		return { kind: 'again', at: deps.clock.now() + NOT_YET_MS };
	}
	return fail(job, history, brought.kind === 'gone' ? { kind: 'stop', reason: 'gone' } : brought, deps);
};

async function passOver(
	gate: Exclude<Gate, { kind: 'go' }>,
	job: FetchJob,
	history: CallHistory,
	deps: PipelineDeps,
): Promise<JobOutcome> {
	switch (gate.kind) {
		case 'removed':
			// Whoever stored it meanwhile may have died before it was taken away again.
			await removeAudio(job.workspaceId, job.payload, deps);
			return { kind: 'done' };
		case 'kept':
			await append(job, history, undefined, deps);
			return { kind: 'done' };
		case 'stop':
			if (gate.reason === 'declined') await removeAudio(job.workspaceId, job.payload, deps);
			await tell(job, history, { state: 'stopped', reason: gate.reason }, deps);
			return { kind: 'done' };
	}
}

async function sourceOf({ workspaceId, payload }: FetchJob, deps: PipelineDeps) {
	const directory = await deps.directories.fresh(workspaceId);
	const row = directory?.connections.find((one) => one.connectionId === payload.connectionId);
	const provider = row && deps.providers.find(row.provider);
	if (!row || !provider?.recordings) return { kind: 'none', isKnown: false } as const;
	const found = await deps.findConnection(row.provider, row.hookKey);
	if (!found) return { kind: 'none', isKnown: true } as const;
	return { kind: 'source', found, provider: { ...provider, recordings: provider.recordings } } as const;
}

async function keep(
	job: FetchJob,
	context: JobContext,
	history: CallHistory,
	{ blobId, size, contentType }: Extract<Brought, { kind: 'stored' }>,
	provider: Provider,
	deps: PipelineDeps,
): Promise<JobOutcome> {
	const { payload } = job;
	// It took its time: she may have said no meanwhile, or another worker have the job.
	if (!(await context.stillMine()) || (await gateNow(job, deps))?.kind !== 'go') {
		await deps.blobs.remove(blobId);
		return { kind: 'again', at: deps.clock.now() };
	}
	const { connectionId, recordingId, callId } = payload;
	const createdAt = deps.clock.now();
	const row = { connectionId, recordingId, subject: callId, blobId, size, contentType, createdAt };
	await append(job, history, row, deps, provider);
	// Deleted in the moment between: whichever of the two came last takes it away.
	const gate = await gateNow(job, deps);
	return gate && gate.kind !== 'kept' && gate.kind !== 'go'
		? passOver(gate, job, history, deps)
		: { kind: 'done' };
}

async function gateNow({ workspaceId, payload }: FetchJob, deps: PipelineDeps): Promise<Gate | undefined> {
	const history = await deps.callLog.read(workspaceId, payload.callId);
	return history && gateOf(workspaceId, history, payload, deps);
}

/** Row, news and what follows, all or nothing. */
async function append(
	{ workspaceId, payload: { callId, recordingId } }: FetchJob,
	history: CallHistory,
	row: NewRecording | undefined,
	{ callLog, settings, clock, providers }: PipelineDeps,
	provider = providers.find(history.provider),
): Promise<void> {
	const { value } = await settings.read(workspaceId, 'after-call');
	const follows = value.isOn && !provider?.givesTranscripts;
	await callLog.append(
		workspaceId,
		history,
		[
			{
				name: 'stage.changed',
				id: `recording|${recordingId}|kept`,
				data: { callId, stage: 'recording', state: 'done' },
			},
		],
		{
			...(row && { recordings: [row] }),
			jobs: follows ? [pipelineJob('transcript.make', { callId }, clock.now())] : [],
		},
	);
}

async function fail(
	job: FetchJob,
	history: CallHistory,
	brought: Extract<Brought, { kind: 'later' | 'stop' }>,
	deps: PipelineDeps,
): Promise<JobOutcome> {
	const { reason, detail } = brought;
	if (brought.kind === 'stop') return stop(job, history, reason, deps, detail);
	const tries = Math.min(job.maxAttempts, brought.tries ?? job.maxAttempts);
	if (job.attempt >= tries) return stop(job, history, reason, deps, detail);
	await tell(job, history, { state: 'waiting', reason, ...(detail && { detail }) }, deps);
	return { kind: 'retry', reason: detail ?? reason, ...(brought.at !== undefined && { at: brought.at }) };
}

async function stop(
	job: FetchJob,
	history: CallHistory,
	reason: StageReason,
	deps: PipelineDeps,
	detail?: string,
): Promise<JobOutcome> {
	await tell(job, history, { state: 'stopped', reason, ...(detail && { detail }) }, deps);
	return { kind: 'give-up', reason: detail ?? reason };
}

function tell(
	job: FetchJob,
	history: CallHistory,
	state: StageState,
	{ callLog }: PipelineDeps,
): Promise<void> {
	return tellStage(callLog, job, history, 'recording', state);
}
