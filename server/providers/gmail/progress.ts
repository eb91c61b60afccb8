import { z } from 'zod';
import type { JobTools } from '../../jobs/provider-job.ts';
import { HistoryId } from './schema.ts';

/** How far a mailbox has been read. */
const Progress = z.object({
	/** Everything up to here has been read. */
	historyId: HistoryId.optional(),
	/** A reading of all recent mail that has not ended: what the mailbox had when it began, and its next page. */
	sync: z.object({ from: HistoryId, pageToken: z.string().optional() }).optional(),
	/** Gmail asked not to be asked before, ms since 1970. */
	notBefore: z.number().optional(),
});

type Progress = z.infer<typeof Progress>;

export interface ProgressLog {
	readonly historyId: string | undefined;
	readonly sync: Progress['sync'];
	readonly notBefore: number | undefined;
	/** False where another worker has moved it meanwhile. A history id never goes back. */
	move(next: Progress): Promise<boolean>;
}

const NAME = 'progress';

export async function openProgress(tools: Pick<JobTools, 'state' | 'setState'>): Promise<ProgressLog> {
	let text = await tools.state(NAME);
	let progress: Progress = text === undefined ? {} : Progress.parse(JSON.parse(text));
	return {
		get historyId() {
			return progress.historyId;
		},
		get sync() {
			return progress.sync;
		},
		get notBefore() {
			return progress.notBefore;
		},
		async move(next) {
			const moved = { ...next, historyId: later(progress.historyId, next.historyId) };
			const value = JSON.stringify(moved);
			if (value === text) return true;
			if (!(await tools.setState(NAME, { expected: text, value }))) return false;
			text = value;
			progress = moved;
			return true;
		},
	};
}

/** Whether `one` is already in what `reached` stands for. */
export function isReached(one: string, reached: string | undefined): boolean {
	return reached !== undefined && BigInt(one) <= BigInt(reached);
}

function later(one: string | undefined, other: string | undefined): string | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return isReached(other, one) ? one : other;
}
