import { useEffect, useRef } from 'preact/hooks';
import type { RangeReplayed } from '../../../lib/contract/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice, type Trouble } from '../../ui/problem.tsx';
import { useWords, type WordKey, type Words } from '../../ui/words.ts';
import { outcomes, outcomeWords } from './outcomes.ts';

/** By outcome, also those that were passed over. */
export type ReplayCounts = RangeReplayed['counts'];

/** How far reading a range once more has come. */
export type RangeStep =
	| { kind: 'counting' }
	/** What fits, by the outcome that it had. */
	| { kind: 'counted'; counts: ReplayCounts }
	/** `counts` so far, by the outcome that it has now. */
	| { kind: 'running'; counts: ReplayCounts; total: number }
	| { kind: 'done'; counts: ReplayCounts; newEvents: number; isStopped: boolean }
	| { kind: 'trouble'; trouble: Trouble };

export interface RangeActions {
	/** Counts what the filter shows. */
	count(): void;
	run(): void;
	stop(): void;
	close(): void;
}

interface ReplayRangeProps {
	step: RangeStep;
	actions: RangeActions;
	onCopy(text: string): void;
}

const wayWords: Record<RangeStep['kind'], WordKey> = {
	counting: 'cancel',
	counted: 'cancel',
	running: 'range_stop',
	done: 'range_close',
	trouble: 'range_close',
};

/** Says how many it will be, reads them once more, and says what came of it. */
export function ReplayRange({ step, actions, onCopy }: ReplayRangeProps) {
	const words = useWords();
	const way = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		// The button that she pressed may be gone with its step.
		if (document.activeElement === document.body) way.current?.focus();
	}, [step.kind]);
	return (
		<Dialog title={words('range_title')} onClose={actions.close}>
			{step.kind === 'counting' && <p class="quiet">{words('delivery_reading')}</p>}
			{step.kind === 'counted' && <Counted counts={step.counts} />}
			{step.kind === 'running' && <Running {...step} />}
			{step.kind === 'done' && <Done {...step} />}
			{step.kind === 'trouble' && <ProblemNotice trouble={step.trouble} onCopy={onCopy} />}
			<div class="row">
				{step.kind === 'counted' && sumOf(step.counts) > 0 && (
					<button type="button" class="button primary" onClick={actions.run}>
						{words.counted('range_run', sumOf(step.counts))}
					</button>
				)}
				<button
					ref={way}
					type="button"
					class="button"
					onClick={step.kind === 'running' ? actions.stop : actions.close}
				>
					{words(wayWords[step.kind])}
				</button>
			</div>
		</Dialog>
	);
}

export function sumOf(counts: ReplayCounts): number {
	return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function Counted({ counts }: { counts: ReplayCounts }) {
	const words = useWords();
	const total = sumOf(counts);
	if (total === 0) return <p>{words('range_none')}</p>;
	return (
		<>
			<p>{words.counted('range_counted', total)}</p>
			<ByOutcome counts={counts} />
			<p class="quiet">{words('range_safe')}</p>
		</>
	);
}

function Running({ counts, total }: { counts: ReplayCounts; total: number }) {
	const words = useWords();
	const done = sumOf(counts);
	const said = words('range_running', {
		done: done.toLocaleString(words.locale),
		total: total.toLocaleString(words.locale),
	});
	return (
		<div role="status">
			<p>{said}</p>
			<progress value={done} max={total} aria-label={said} />
		</div>
	);
}

function Done({
	counts,
	newEvents,
	isStopped,
}: {
	counts: ReplayCounts;
	newEvents: number;
	isStopped: boolean;
}) {
	const words = useWords();
	return (
		<>
			<Notice
				tone={isStopped ? 'warn' : 'good'}
				title={words.counted(isStopped ? 'range_stopped' : 'range_done', sumOf(counts))}
			>
				<p>{newEvents === 0 ? words('range_nothing_new') : words.counted('range_new', newEvents)}</p>
			</Notice>
			<ByOutcome counts={counts} />
		</>
	);
}

function ByOutcome({ counts }: { counts: ReplayCounts }) {
	const words = useWords();
	return (
		<ul class="bullets">
			{linesOf(counts, words).map((line) => (
				<li key={line}>{line}</li>
			))}
		</ul>
	);
}

function linesOf(counts: ReplayCounts, words: Words): string[] {
	const line = (count: number | undefined, what: string) =>
		count ? [`${count.toLocaleString(words.locale)} · ${what}`] : [];
	return [
		...outcomes.flatMap((outcome) => line(counts[outcome], words(outcomeWords[outcome]))),
		...line(counts['was-refused'], words('range_was_refused')),
		...line(counts['connection-gone'], words('problem_connection_gone')),
	];
}
