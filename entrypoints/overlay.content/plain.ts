// Filters that leave a card that can be read, such as a dark mode's; others hide, alone or several together.
const harmless = /^(none|((invert\([01]\)|(hue-rotate|sepia|grayscale)\([^)]*\)) ?)+)$/;

/** Neither the card's element nor the page's root is made see-through, bent, moved or cut, nor the card's colours taken. */
export function isPlain(host: HTMLElement, root: HTMLElement): boolean {
	if (!host.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
	const page = document.documentElement;
	const { left, top, width, height } = host.getBoundingClientRect();
	if (left || top || width || height || isZoomed(host)) return false;
	// What is seen then is a picture that the page may paint over. Unknown to older browsers, hence `:is`.
	if (page.matches(':is(:active-view-transition)')) return false;
	return isStraight(host) && isStraight(page) && isLegible(root);
}

/** The page as a whole is tinted, in a way that leaves the card to be read. */
export function isTinted(): boolean {
	return getComputedStyle(document.documentElement).filter !== 'none';
}

function isZoomed(host: HTMLElement): boolean {
	const zoom = host.currentCSSZoom ?? 1;
	return zoom < 0.5 || zoom > 2;
}

function isStraight(part: Element): boolean {
	const style = getComputedStyle(part);
	const { clipPath, transform, scale, rotate, translate, maskImage, offsetPath } = style;
	const bends = [clipPath, transform, scale, rotate, translate, maskImage, offsetPath];
	return (
		bends.every((value) => !value || value === 'none') &&
		style.opacity === '1' &&
		style.pointerEvents !== 'none' &&
		style.mixBlendMode === 'normal' &&
		harmless.test(style.filter)
	);
}

/** A page that registers our custom properties under its own rules takes the colours out of the card. */
function isLegible(root: HTMLElement): boolean {
	const shown = root.querySelector('.card, .pill');
	if (!shown) return false;
	const [inner, outer] = [getComputedStyle(shown), getComputedStyle(root)];
	const isKept = (name: string) => inner.getPropertyValue(name) === outer.getPropertyValue(name);
	const { backgroundColor } = inner;
	return (
		['--surface', '--text', '--text-quiet', '--accent', '--on-accent', '--font'].every(isKept) &&
		backgroundColor !== inner.color &&
		backgroundColor !== 'rgba(0, 0, 0, 0)'
	);
}
