import type { Job } from '../store/ports.ts';

/** What became of one attempt. Anything a handler throws is a bug: the job is tried again and the bug reported. */
export type JobOutcome =
	| { kind: 'done' }
	/** Again at `at` (ms since 1970), or after the usual wait. */
	| { kind: 'retry'; reason: string; at?: number }
	/** Done for now: the same job again at `at` (ms since 1970), with all its attempts. */
	| { kind: 'again'; at: number }
	| { kind: 'give-up'; reason: string };

export interface JobContext {
	/** False once the lease was lost: another worker has the job, this one must write nothing more. */
	stillMine(): Promise<boolean>;
}

export type JobHandler = (job: Job, context: JobContext) => Promise<JobOutcome>;
