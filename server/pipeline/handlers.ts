import type { z } from 'zod';
import { watchConversation } from '../assistant/watch.ts';
import type { JobHandler } from '../jobs/job.ts';
import { offerBooking } from './booking/offer.ts';
import type { PipelineDeps, PipelineHandler } from './deps.ts';
import { extractFacts } from './extraction/extract.ts';
import { fileCall } from './inbox/file.ts';
import { type PipelineJobKind, pipelineJobs } from './jobs.ts';
import { fetchRecording } from './recording/fetch.ts';
import { resumeRecordings } from './recording/resume.ts';
import { makeTranscript } from './transcription/make-transcript.ts';
import { writeToCrm } from './write-back/write.ts';

type Handlers = { [K in PipelineJobKind]?: PipelineHandler<z.infer<(typeof pipelineJobs)[K]>> };

/** Stage → what works it off. */
const handlers: Handlers = {
	'assistant.watch': watchConversation,
	'booking.offer': offerBooking,
	'call.file': fileCall,
	'crm.write': writeToCrm,
	'facts.extract': extractFacts,
	'recording.fetch': fetchRecording,
	'recordings.resume': resumeRecordings,
	'transcript.make': makeTranscript,
};

/** Handlers of the work after a call, by job kind. */
export function pipelineHandlers(deps: PipelineDeps): Record<string, JobHandler> {
	const entries = Object.entries(handlers).map(([kind, run]): [string, JobHandler] => [
		kind,
		async (job, context) => {
			const payload = pipelineJobs[kind as PipelineJobKind].safeParse(job.payload);
			if (!payload.success) return { kind: 'give-up', reason: `The job of kind ${kind} cannot be read.` };
			return (run as PipelineHandler<unknown>)({ ...job, payload: payload.data }, context, deps);
		},
	]);
	return Object.fromEntries(entries);
}
