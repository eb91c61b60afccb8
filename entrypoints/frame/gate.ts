/** How long the frame must have been fully seen, where it is, before it takes anything in, ms. */
export const SEEN_MS = 300;

/** A pointer's events tell where the frame stands on the screen; beyond this many px it has moved. */
const MOVED_PX = 2;

export interface FrameGate {
	/** The browser says whether all of the frame can be seen now. */
	seen(isFully: boolean): void;
	/** Any pointer event: its two positions give away a frame that is moved under the pointer. */
	pointer(event: { screenX: number; screenY: number; clientX: number; clientY: number }): void;
	/** Pointing: the frame can be seen and has stood still. */
	mayPoint(event: { isTrusted: boolean }): boolean;
	/** Typing goes where she looks, so that it need not stand still: it grows with what she types. */
	mayType(event: { isTrusted: boolean }): boolean;
}

/** Lets input in only while nothing of the page can be leading her hand. Times are ms on a clock that never jumps. */
export function frameGate(now: () => number): FrameGate {
	let seenSince: number | undefined;
	let stillSince: number | undefined;
	let origin: { x: number; y: number } | undefined;
	const isSeen = () => seenSince !== undefined && now() - seenSince >= SEEN_MS;
	return {
		seen(isFully) {
			if (!isFully) seenSince = undefined;
			else seenSince ??= now();
		},
		pointer({ screenX, screenY, clientX, clientY }) {
			const next = { x: screenX - clientX, y: screenY - clientY };
			const distance = origin && Math.max(Math.abs(next.x - origin.x), Math.abs(next.y - origin.y));
			if (distance !== undefined && distance > MOVED_PX) stillSince = now();
			origin = next;
		},
		mayPoint: ({ isTrusted }) => isTrusted && isSeen() && now() - (stillSince ?? 0) >= SEEN_MS,
		mayType: ({ isTrusted }) => isTrusted && isSeen(),
	};
}
