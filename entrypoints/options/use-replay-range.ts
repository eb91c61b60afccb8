import { useRef, useState } from 'preact/hooks';
import {
	type RangeActions,
	type RangeStep,
	type ReplayCounts,
	sumOf,
} from '../../components/setup/deliveries/replay-range.tsx';
import { systemClock } from '../../lib/clock.ts';
import type { DeliveriesApi, DeliveryFilter, DeliveryRange } from '../../lib/server-api/deliveries-api.ts';
import { askServer } from './ask-server.ts';
import { troubleOf } from './trouble.ts';

/** A range as long as nothing was said of when. */
const ALWAYS = '1970-01-01T00:00:00.000Z';

/** Reading what the filter shows once more, counted first; `onDone` after it has read. */
export function useReplayRange(api: DeliveriesApi, filter: DeliveryFilter, onDone: () => void) {
	const [step, setStep] = useState<RangeStep>();
	// The run that is under way: another one, or none, and it stops.
	const turn = useRef<object>(undefined);
	const range = useRef<DeliveryRange>(undefined);

	async function count(): Promise<void> {
		const own = begin(turn);
		// Ends now, so that what comes meanwhile is not read too.
		range.current = { ...filter, from: filter.from ?? ALWAYS, to: filter.to ?? nowText() };
		const wanted = range.current;
		setStep({ kind: 'counting' });
		const answer = await askServer((as) => api.count(as, wanted));
		if (turn.current !== own) return;
		if (answer.kind === 'ok') return setStep({ kind: 'counted', counts: answer.value.counts });
		setStep(stepOf(answer));
	}

	async function run(total: number): Promise<void> {
		const own = begin(turn);
		const wanted = range.current;
		let [counts, newEvents, before]: [ReplayCounts, number, string | undefined] = [{}, 0, undefined];
		do {
			setStep({ kind: 'running', counts, total });
			if (!wanted) return;
			const answer = await askServer((as) => api.replayRange(as, wanted, before));
			if (answer.kind !== 'ok') return setStep(stepOf(answer));
			counts = sum(counts, answer.value.counts);
			newEvents += answer.value.newEvents;
			before = answer.value.next;
		} while (before !== undefined && turn.current === own);
		setStep({ kind: 'done', counts, newEvents, isStopped: before !== undefined });
		onDone();
	}

	const stop = () => {
		turn.current = undefined;
	};
	const actions: RangeActions = {
		count: () => void count(),
		run: () => step?.kind === 'counted' && void run(sumOf(step.counts)),
		stop,
		close() {
			// Escape while it reads stops it, and what was done is said.
			stop();
			if (step?.kind !== 'running') setStep(undefined);
		},
	};
	return { step, actions };
}

function begin(turn: { current: object | undefined }): object {
	const own = {};
	turn.current = own;
	return own;
}

const nowText = () => new Date(systemClock.now()).toISOString();

function stepOf(answer: Parameters<typeof troubleOf>[0]): RangeStep {
	const trouble = troubleOf(answer);
	if (!trouble) throw new Error('an answer that is neither right nor wrong');
	return { kind: 'trouble', trouble };
}

function sum(one: ReplayCounts, other: ReplayCounts): ReplayCounts {
	const added = { ...one };
	for (const [name, count] of Object.entries(other)) {
		const key = name as keyof ReplayCounts;
		added[key] = (added[key] ?? 0) + count;
	}
	return added;
}
