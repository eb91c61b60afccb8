export interface Point {
	x: number;
	y: number;
}

/**
 * Whether something that lets clicks through may lie over the card at this point: nothing else can than the top layer
 * and what comes after the card. For where the browser itself cannot say.
 */
export function isCovered(host: HTMLElement, { x, y }: Point): boolean {
	const above = [...document.querySelectorAll(':is(:popover-open, :modal, :fullscreen)')];
	for (let next = host.nextElementSibling; next; next = next.nextElementSibling) {
		above.push(next, ...next.querySelectorAll('*'));
	}
	const isAtPoint = (element: Element) => {
		const { left, top, right, bottom } = element.getBoundingClientRect();
		return left <= x && x <= right && top <= y && y <= bottom;
	};
	return (
		above.some(isAtPoint) ||
		!/^(none|normal)$/.test(getComputedStyle(document.documentElement, '::after').content)
	);
}
