import { BlobDamaged } from '../../blobs/blobs.ts';
import type { JobContext, JobOutcome } from '../../jobs/job.ts';
import { createModels } from '../../models/client.ts';
import type { Job, NewRecording } from '../../store/ports.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps, PipelineHandler } from '../deps.ts';
import { type StageReason, tellStage } from '../stage.ts';
import { type Ending, endOf } from './ending.ts';
import { familyOf } from './model-family.ts';
import { createPaidWork, TRANSCRIPTION } from './paid-work.ts';
import { permissionFor } from './permission.ts';
import { segmentsOf, transcriptIdOf } from './segments.ts';
import { languageOf, speakersOf } from './speakers.ts';
import { transcribe } from './transcribe.ts';
import type { Line, Transcribed, TranscribeTools } from './transcribed.ts';
import { givenCount, writeDown } from './write-down.ts';

/** Makes the transcript of a call out of its recordings, part by part, each of which is paid for once. */
export const makeTranscript: PipelineHandler<{ callId: string }> = async (job, context, deps) => {
	const { workspaceId, payload } = job;
	const history = await deps.callLog.read(workspaceId, payload.callId);
	if (!history) return { kind: 'done' };
	const tell = (ending: Ending) => finish(job, history, ending, deps);
	const permission = await permissionFor(workspaceId, history, deps);
	switch (permission.kind) {
		case 'made':
			// Whoever made it may have died before this.
			await deps.store.afterCall.effects.forget(workspaceId, history.callId, TRANSCRIPTION);
			return { kind: 'done' };
		case 'wait':
			await tellStage(deps.callLog, job, history, 'transcript', {
				state: 'waiting',
				reason: 'not-yet-there',
			});
			return { kind: 'again', at: permission.at };
		case 'given':
			await writeDown(job, history, { segments: [], count: givenCount(history) }, deps);
			return { kind: 'done' };
		case 'stop':
			return tell({ kind: 'stop', reason: permission.reason });
		case 'go':
			return tell(await make(job, context, history, permission.recordings, deps));
	}
};

async function make(
	job: Job,
	context: JobContext,
	history: CallHistory,
	recordings: NewRecording[],
	deps: PipelineDeps,
): Promise<Ending> {
	const tools = await toolsFor(job, context, history, deps);
	if (!tools) return { kind: 'stop', reason: 'not-set-up' };
	const heard = await transcribeAll(recordings, tools);
	if (heard.kind !== 'heard') return endOf(heard, job);
	const { lines, language = tools.language } = heard;
	if (lines.length === 0) return { kind: 'stop', reason: 'silence' };
	if (!(await context.stillMine())) return { kind: 'lost' };
	const speakers = await speakersOf(job.workspaceId, history, deps);
	const segments = segmentsOf(transcriptIdOf(history.callId), lines, speakers);
	await writeDown(job, history, { segments, language, count: segments.length }, deps);
	await deps.store.afterCall.effects.forget(job.workspaceId, history.callId, TRANSCRIPTION);
	return { kind: 'made' };
}

async function toolsFor(
	job: Job,
	context: JobContext,
	history: CallHistory,
	deps: PipelineDeps,
): Promise<TranscribeTools | undefined> {
	const ready = await createModels(deps).forWorkspace(job.workspaceId, 'transcription');
	if (ready.kind !== 'ready') return undefined;
	const { value } = await deps.settings.read(job.workspaceId, 'after-call');
	const { client, model } = ready;
	return {
		access: { client, model, family: familyOf(model) },
		blobs: deps.blobs,
		clock: deps.clock,
		work: createPaidWork(job, history.callId, context, deps),
		language: value.transcription.language === 'branch' ? languageOf(history) : undefined,
		monthlyMinutes: value.monthlyMinutes,
		tell: (done, total) =>
			tellStage(deps.callLog, job, history, 'transcript', { state: 'running', done, total }),
	};
}

/** One behind the other, as they were recorded. */
async function transcribeAll(recordings: NewRecording[], tools: TranscribeTools): Promise<Transcribed> {
	const lines: Line[] = [];
	let durationMs = 0;
	let language: string | undefined;
	for (const recording of recordings) {
		const one = await transcribe(recording, tools).catch(damaged);
		if (one.kind !== 'heard') return one;
		const before = durationMs;
		lines.push(
			...one.lines.map((line) => ({ ...line, startMs: line.startMs + before, endMs: line.endMs + before })),
		);
		durationMs += one.durationMs;
		language ??= one.language;
	}
	return { kind: 'heard', lines, language, durationMs };
}

function damaged(error: unknown): Transcribed {
	if (error instanceof BlobDamaged) return { kind: 'stop', reason: 'unexpected' };
	throw error;
}

async function finish(
	job: Job,
	history: CallHistory,
	ending: Ending,
	{ callLog }: PipelineDeps,
): Promise<JobOutcome> {
	const say = (state: 'waiting' | 'stopped', reason: StageReason, detail?: string) =>
		tellStage(callLog, job, history, 'transcript', { state, reason, ...(detail && { detail }) });
	switch (ending.kind) {
		case 'made':
		case 'lost':
			return { kind: 'done' };
		case 'later':
			await say('waiting', ending.reason, ending.detail);
			return { kind: 'retry', reason: ending.detail, at: ending.at };
		case 'stop':
			await say('stopped', ending.reason, ending.detail);
			return ending.isFailure
				? { kind: 'give-up', reason: ending.detail ?? ending.reason }
				: { kind: 'done' };
	}
}
