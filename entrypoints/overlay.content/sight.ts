import { isCovered, type Point } from './cover.ts';
import { isPlain, isTinted } from './plain.ts';

const LOOK_MS = 100;

export interface Sight {
	/** Whether she sees the cards as they are, and a click at this point (window px) reaches them. */
	isSeen(point?: Point): boolean;
	stop(): void;
}

/**
 * Watches whether the cards can be seen. `onLost` is told for as long as they cannot: a page must not be able to show
 * them in the very click that is to land on them.
 */
export function watchSight(host: HTMLElement, root: HTMLElement, onLost: () => void): Sight {
	let isDrawn = false;
	let watched: Element | null = null;
	const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
		trackVisibility: true,
		delay: LOOK_MS,
	};
	const drawn = canTell() ? new IntersectionObserver(hear, options) : undefined;

	function hear(entries: (IntersectionObserverEntry & { isVisible?: boolean })[]): void {
		isDrawn = entries.at(-1)?.isVisible === true;
		if (!isDrawn) look();
	}
	function isSeen(point?: Point): boolean {
		if (!isPlain(host, root)) return false;
		// A tint makes the browser say no, whatever else is true.
		const isFree = drawn && !isTinted() ? isDrawn : !point || !isCovered(host, point);
		return isFree && (!point || document.elementFromPoint(point.x, point.y) === host);
	}
	function look(): void {
		if (root.firstElementChild !== watched) {
			watched = root.firstElementChild;
			drawn?.disconnect();
			if (watched) drawn?.observe(watched);
		}
		if (!isSeen()) onLost();
	}

	const timer = setInterval(look, LOOK_MS);
	return {
		isSeen,
		stop() {
			clearInterval(timer);
			drawn?.disconnect();
		},
	};
}

/** Of Intersection Observer v2; Firefox has no such thing. */
function canTell(): boolean {
	return 'isVisible' in IntersectionObserverEntry.prototype;
}
