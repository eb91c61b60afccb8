/**
 * Remembers what has the focus now. The returned function gives it back where it was lost meanwhile: a button that is
 * disabled while its work is done loses it, and one that is gone leaves it to the heading of its panel.
 */
export function keepFocus(): () => void {
	const { activeElement } = document;
	const panel = activeElement?.closest('.panel') ?? document.querySelector('main');
	return () => {
		// After the next paint, when what was disabled is enabled again.
		requestAnimationFrame(() => requestAnimationFrame(() => restore(activeElement, panel)));
	};
}

function restore(before: Element | null, panel: Element | null): void {
	const isLost = document.activeElement === null || document.activeElement === document.body;
	if (!isLost || before === document.body) return;
	if (before instanceof HTMLElement && before.isConnected) before.focus();
	if (document.activeElement !== document.body) return;
	const heading = panel?.querySelector<HTMLElement>('h2') ?? document.querySelector<HTMLElement>('main h1');
	if (!heading) return;
	heading.tabIndex = -1;
	heading.focus();
}
