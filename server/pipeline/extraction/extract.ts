import { createHash } from 'node:crypto';
import { ownExtractionId } from '../../../lib/facts/holding.ts';
import { APPOINTMENT_FIELD } from '../../../lib/facts/presets.ts';
import { type Claim, type Proven, proveFacts } from '../../../lib/facts/proof.ts';
import type { JobContext, JobOutcome } from '../../jobs/job.ts';
import { createModels } from '../../models/client.ts';
import type { Job, NewJob } from '../../store/ports.ts';
import type { CallHistory, FollowingEvent } from '../call-log.ts';
import type { PipelineDeps, PipelineHandler } from '../deps.ts';
import { suggestLeads } from '../inbox/suggest-leads.ts';
import { pipelineJob } from '../jobs.ts';
import { type StageState, tellStage } from '../stage.ts';
import { type Ending, endOf } from '../transcription/ending.ts';
import { writeJob } from '../write-back/job.ts';
import { type Permission, permissionFor } from './permission.ts';
import { EXTRACTION, type Reader, readWindow } from './read-window.ts';
import { windowsOf } from './windows.ts';

type Go = Extract<Permission, { kind: 'go' }>;

/** Reads the facts out of a call's transcript; only those that the transcript proves are told of. */
export const extractFacts: PipelineHandler<{ callId: string }> = async (job, context, deps) => {
	const history = await deps.callLog.read(job.workspaceId, job.payload.callId);
	if (!history) return { kind: 'done' };
	const permission = await permissionFor(job.workspaceId, history, deps);
	if (permission.kind === 'nothing') return { kind: 'done' };
	if (permission.kind === 'stop') return finish(job, history, permission, deps);
	const extractionId = ownExtractionId(history.callId, digestOf(permission));
	if (isMade(history, extractionId)) {
		await follow(job, history, deps);
		return { kind: 'done' };
	}
	const ready = await createModels(deps).forWorkspace(job.workspaceId, 'extraction');
	if (ready.kind !== 'ready') return finish(job, history, { kind: 'stop', reason: 'not-set-up' }, deps);
	const { client, model } = ready;
	const { workspaceId } = job;
	const { callId } = history;
	const reader = { workspaceId, callId, extractionId, client, model, fields: permission.fields };
	return finish(job, history, await extract(job, context, history, { ...permission, reader }, deps), deps);
};

async function extract(
	job: Job,
	context: JobContext,
	history: CallHistory,
	{ segments, fields, writesAlone, reader }: Go & { reader: Reader },
	deps: PipelineDeps,
): Promise<Ending> {
	const windows = windowsOf(segments);
	const claims: Claim[] = [];
	for (const [done, window] of windows.entries()) {
		await tell(job, history, { state: 'running', done, total: windows.length }, deps);
		const read = await readWindow(window, reader, context, deps);
		if (read.kind === 'lost') return read;
		if (read.kind === 'failed') return endOf(read, job);
		claims.push(...read.claims);
	}
	if (!(await context.stillMine())) return { kind: 'lost' };
	const proven = proveFacts(claims, fields, segments);
	await writeDown(job, history, { proven, writesAlone, extractionId: reader.extractionId }, deps);
	await follow(job, history, deps);
	return { kind: 'made' };
}

async function writeDown(
	job: Job,
	history: CallHistory,
	{ proven, writesAlone, extractionId }: { proven: Proven; writesAlone: boolean; extractionId: string },
	{ callLog, clock }: PipelineDeps,
): Promise<void> {
	const { callId } = history;
	const now = clock.now();
	const events: FollowingEvent[] = [
		{ name: 'extraction.ready', id: extractionId, data: { callId, extractionId, ...proven } },
		{ name: 'stage.changed', id: `${extractionId}|done`, data: { callId, stage: 'facts', state: 'done' } },
	];
	const hasWish = proven.fields.some(({ name }) => name === APPOINTMENT_FIELD);
	const jobs: NewJob[] = [
		...(hasWish ? [pipelineJob('booking.offer', { callId }, now)] : []),
		...(writesAlone && proven.fields.length > 0 ? [writeJob(callId, extractionId, now)] : []),
	];
	await callLog.append(job.workspaceId, history, events, { jobs });
}

/** Also after a worker died in between. */
async function follow({ workspaceId }: Job, { callId }: CallHistory, deps: PipelineDeps): Promise<void> {
	const history = await deps.callLog.read(workspaceId, callId);
	if (history) await suggestLeads(workspaceId, history, deps);
	await deps.store.afterCall.effects.forget(workspaceId, callId, EXTRACTION);
}

function isMade({ events }: CallHistory, extractionId: string): boolean {
	return events.some((event) => event.type === 'ringside.extraction.ready' && event.id === extractionId);
}

/** The same transcript and the same fields give the same extraction. */
function digestOf({ transcriptId, segments, fields }: Go): string {
	const asked = [transcriptId, segments.map(({ segmentId, text }) => [segmentId, text]), fields];
	return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 24);
}

function tell(job: Job, history: CallHistory, state: StageState, { callLog }: PipelineDeps): Promise<void> {
	return tellStage(callLog, job, history, 'facts', state);
}

async function finish(
	job: Job,
	history: CallHistory,
	ending: Ending,
	deps: PipelineDeps,
): Promise<JobOutcome> {
	switch (ending.kind) {
		case 'made':
		case 'lost':
			return { kind: 'done' };
		case 'later':
			await tell(job, history, { state: 'waiting', reason: ending.reason, detail: ending.detail }, deps);
			return { kind: 'retry', reason: ending.detail, ...(ending.at !== undefined && { at: ending.at }) };
		case 'stop': {
			const { reason, detail } = ending;
			await tell(job, history, { state: 'stopped', reason, ...(detail && { detail }) }, deps);
			return ending.isFailure ? { kind: 'give-up', reason: detail ?? reason } : { kind: 'done' };
		}
	}
}
