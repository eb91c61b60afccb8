import type { z } from 'zod';
import type { DeadJob } from '../../../lib/contract/index.ts';
import { ProblemNotice, type Trouble } from '../../ui/problem.tsx';
import { displayText } from '../../ui/text.ts';
import { exactTime, timeAgo } from '../../ui/time.ts';
import { useWords, type WordKey } from '../../ui/words.ts';

type StoppedJob = z.infer<typeof DeadJob>;

export interface StoppedProps {
	/** Undefined until the server has answered. */
	jobs: readonly StoppedJob[] | undefined;
	/** Name of each connection, by id. */
	names: ReadonlyMap<string, string>;
	trouble: Trouble | undefined;
	isBusy: boolean;
	now: number;
	onRetry(jobId: string): void;
	onCopy(text: string): void;
}

/** What the work is called; others by their own name. */
const kindWords: Readonly<Record<string, WordKey>> = {
	'recording.fetch': 'work_recording',
	'recordings.resume': 'work_recording',
	'transcript.make': 'work_transcript',
	'facts.extract': 'work_facts',
	'call.file': 'work_inbox',
	'crm.write': 'work_crm',
	'booking.offer': 'work_booking',
	'assistant.watch': 'work_assistant',
};

/** Work that was given up after many tries, why, and doing it again; nothing while there is none. */
export function StoppedWork({ jobs, trouble, ...props }: StoppedProps) {
	const words = useWords();
	if (!trouble && (!jobs || jobs.length === 0)) return null;
	return (
		<section class="panel" aria-labelledby="stopped-work">
			<div>
				<h2 id="stopped-work">{words('work_title')}</h2>
				<p class="quiet">{words('work_hint')}</p>
			</div>
			<ProblemNotice trouble={trouble} onCopy={props.onCopy} />
			<ul class="lines">
				{jobs?.map((job) => (
					<Job key={job.jobId} {...props} job={job} />
				))}
			</ul>
		</section>
	);
}

function Job({
	job,
	names,
	now,
	isBusy,
	onRetry,
}: Omit<StoppedProps, 'jobs' | 'trouble'> & { job: StoppedJob }) {
	const words = useWords();
	const { jobId, kind, callId, connectionId, reason, attempts, diedAt } = job;
	const word = Object.hasOwn(kindWords, kind) ? kindWords[kind] : undefined;
	const name = word ? words(word) : kind;
	const at = Date.parse(diedAt);
	const connection = connectionId === undefined ? undefined : names.get(connectionId);
	return (
		<li>
			<div class="row">
				<div class="grow">
					<h3>{name}</h3>
					<p class="quiet" lang="en">
						{displayText(reason)}
					</p>
					<p class="hint">
						<time dateTime={diedAt} title={exactTime(at, words.locale)}>
							{timeAgo(at, now, words.locale)}
						</time>
						{' · '}
						{words.counted('work_tries', attempts)}
						{connection && (
							<>
								{' · '}
								<bdi>{displayText(connection)}</bdi>
							</>
						)}
						{callId && (
							<>
								{' · '}
								<a href={`#calls?call=${encodeURIComponent(callId)}`}>{words('work_open_call')}</a>
							</>
						)}
					</p>
				</div>
				<button
					type="button"
					class="button"
					aria-label={words('work_again_named', { name })}
					disabled={isBusy}
					onClick={() => onRetry(jobId)}
				>
					{words('work_again')}
				</button>
			</div>
		</li>
	);
}
