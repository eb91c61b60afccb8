import type { Point } from './cover.ts';

/** How long a card must have stood before it can be acted on, ms: nobody clicks what only just came. */
export const ARM_MS = 300;

export interface ActionGuard {
	/** The cards appeared, changed or moved. */
	rearm(): void;
	mayAct(event: Event): boolean;
}

/** Lets her own deliberate actions through: trusted, on a card that has stood still, and that can be seen. */
export function actionGuard(now: () => number, isSeen: (point?: Point) => boolean): ActionGuard {
	let armedAt = now() + ARM_MS;
	return {
		rearm() {
			armedAt = now() + ARM_MS;
		},
		mayAct: (event) => event.isTrusted && now() >= armedAt && isSeen(pointOf(event)),
	};
}

/** Where a pointer clicked; for keys, whose clicks carry no point, the middle of what they press. */
function pointOf(event: Event): Point | undefined {
	if (event instanceof MouseEvent && event.detail > 0) return { x: event.clientX, y: event.clientY };
	if (!(event.currentTarget instanceof Element)) return undefined;
	const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
	return { x: left + width / 2, y: top + height / 2 };
}
