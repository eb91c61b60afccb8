import styles from '../../components/call/card.css?inline';
import tokens from '../../components/tokens.css?inline';

/** Times that a page may take the card away before we leave it to the browser's notification. */
const MOST_RETURNS = 5;
const WATCH_MS = 1_000;

// Inline and important: the only rules that no rule of the page outweighs.
const hostStyle: Record<string, string> = {
	all: 'initial',
	position: 'fixed',
	inset: '0 auto auto 0',
	width: '0',
	height: '0',
	'z-index': '2147483647',
	display: 'block',
};

export interface Host {
	element: HTMLElement;
	/** Where to render; a page cannot reach it. */
	root: HTMLElement;
	/** Whether a click at this point (window px) would reach our card, and the card is to be seen as it is. */
	isSeen(point?: { x: number; y: number }): boolean;
	remove(): void;
}

/** Brings an element with a closed shadow root into the page, and back when the page removes or hides it. */
export function mountHost(isAlive: () => boolean, onGone: () => void): Host {
	const element = document.createElement('div');
	const shadow = element.attachShadow({ mode: 'closed' });
	const root = document.createElement('div');
	root.className = 'ringside';
	addStyles(shadow);
	shadow.append(root);
	let returns = 0;

	function put(): void {
		for (const { name } of [...element.attributes]) element.removeAttribute(name);
		for (const [name, value] of Object.entries(hostStyle)) {
			element.style.setProperty(name, value, 'important');
		}
		if (!element.isConnected || element.parentNode !== document.documentElement) {
			document.documentElement.append(element);
		}
		// What we have just changed ourselves is no news.
		changes.takeRecords();
	}
	function bringBack(): void {
		if (!isAlive() || returns >= MOST_RETURNS) leave();
		else {
			returns += 1;
			put();
		}
	}
	function check(): void {
		if (!isAlive()) leave();
		else if (!element.isConnected || !element.checkVisibility({ visibilityProperty: true })) bringBack();
	}
	function leave(): void {
		remove();
		onGone();
	}
	function remove(): void {
		changes.disconnect();
		clearInterval(watch);
		element.remove();
	}

	const changes = new MutationObserver(bringBackIfTouched);
	function bringBackIfTouched(records: MutationRecord[]): void {
		if (!element.isConnected || records.some(({ type }) => type === 'attributes')) bringBack();
	}
	const watch = setInterval(check, WATCH_MS);
	put();
	changes.observe(document, { childList: true });
	changes.observe(document.documentElement, { childList: true });
	changes.observe(element, { attributes: true });
	return {
		element,
		root,
		isSeen: (point) =>
			isPlain(element) && (!point || document.elementFromPoint(point.x, point.y) === element),
		remove,
	};
}

// Filters that hide; others, such as a dark mode's, leave a card that can be read.
const hiding = /opacity|blur|brightness/;

/** Neither the card's element nor the page's root is made see-through, bent or cut. */
function isPlain(element: HTMLElement): boolean {
	if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
	return [element, document.documentElement].every((part) => {
		const style = getComputedStyle(part);
		const straight = [style.clipPath, style.transform, style.scale, style.rotate, style.translate];
		if (straight.some((value) => value !== 'none') || style.pointerEvents === 'none') return false;
		return style.opacity === '1' && !hiding.test(style.filter);
	});
}

function addStyles(shadow: ShadowRoot): void {
	const css = tokens + styles;
	try {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(css);
		shadow.adoptedStyleSheets = [sheet];
	} catch {
		// Firefox does not adopt sheets across its wall around content scripts. https://bugzil.la/1751346
		const style = document.createElement('style');
		style.textContent = css;
		shadow.append(style);
	}
}
