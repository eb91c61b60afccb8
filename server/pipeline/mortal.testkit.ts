import { StoreUnavailable } from '../store/ports.ts';
import type { PipelineDeps } from './deps.ts';

/** Where a worker dies: before or after its nth step that anybody else can see. */
export interface Death {
	/** From 1. */
	step: number;
	isAfter: boolean;
}

/** Counts steps, and dies at those that were chosen. */
export function mortality(deaths: readonly Death[]) {
	let step = 0;
	return {
		lethal:
			<A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
			async (...args: A): Promise<R> => {
				step += 1;
				const death = deaths.find((one) => one.step === step);
				if (death && !death.isAfter) throw new StoreUnavailable('killed before');
				const result = await run(...args);
				if (death) throw new StoreUnavailable('killed after');
				return result;
			},
	};
}

/** Log and store of a worker whose writes may be its last. */
export function mortalWrites(
	{ store, callLog }: Pick<PipelineDeps, 'store' | 'callLog'>,
	{ lethal }: ReturnType<typeof mortality>,
): Pick<PipelineDeps, 'store' | 'callLog'> {
	const { afterCall } = store;
	const { effects, inbox } = afterCall;
	return {
		callLog: { ...callLog, append: lethal(callLog.append) },
		store: {
			...store,
			afterCall: {
				...afterCall,
				effects: { ...effects, begin: lethal(effects.begin), end: lethal(effects.end) },
				inbox: { ...inbox, add: lethal(inbox.add), change: lethal(inbox.change) },
			},
		},
	};
}
