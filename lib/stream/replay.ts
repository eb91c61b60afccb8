import type { Frame } from '../contract/index.ts';
import type { EventFrame } from './connection.ts';

export interface ReplayWatch {
	note(frame: Exclude<Frame, { event: unknown }>): void;
	isLive(frame: EventFrame): boolean;
}

/** Tells what was missed from what happens now: the replay ends at `ready`'s cursor, at the latest with a heartbeat. */
export function replayWatch(after: string | undefined): ReplayWatch {
	let end: string | undefined;
	let over = false;
	return {
		note(frame) {
			if (frame.kind === 'heartbeat') over = true;
			if (frame.kind !== 'ready') return;
			end = frame.cursor;
			over = after === undefined || after === frame.cursor;
		},
		isLive(frame) {
			const live = over;
			if (frame.cursor === end) over = true;
			return live;
		},
	};
}
