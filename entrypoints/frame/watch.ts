import type { FrameGate } from './gate.ts';

const REPORT_MS = 100;

/** Tells the gate what the browser sees. False where the browser cannot say (Firefox). */
export function watchSight(gate: FrameGate): boolean {
	if (!('isVisible' in IntersectionObserverEntry.prototype)) return false;
	const options = { threshold: [0, 1], trackVisibility: true, delay: REPORT_MS };
	const observer = new IntersectionObserver((entries) => {
		const last = entries.at(-1);
		gate.seen(last !== undefined && last.intersectionRatio === 1 && isSeenAsDrawn(last));
	}, options);
	// The body fills the frame whatever its content does: it stays fully seen while the frame grows with a note.
	observer.observe(document.body);
	for (const type of ['pointerenter', 'pointermove', 'pointerdown'] as const) {
		document.documentElement.addEventListener(type, (event) => gate.pointer(event), { capture: true });
	}
	const refuse = (event: Event) => !gate.mayPoint(event) && event.preventDefault();
	document.documentElement.addEventListener('mousedown', refuse, { capture: true });
	return true;
}

/** Of Intersection Observer v2, which TypeScript's library does not know yet. */
function isSeenAsDrawn(entry: IntersectionObserverEntry & { isVisible?: boolean }): boolean {
	return entry.isVisible === true;
}

/** Tells the page part how high the frame is; nothing else of it leaves. */
export function tellHeight(element: Element): void {
	const tell = () => parent.postMessage({ height: element.getBoundingClientRect().height }, '*');
	new ResizeObserver(tell).observe(element);
	tell();
}
