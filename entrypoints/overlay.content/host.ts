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
	remove(): void;
}

/**
 * Brings an element with a closed shadow root into the page, and back when the page removes or hides it. `onTouched` is
 * told each time the page does.
 */
export function mountHost(isAlive: () => boolean, onTouched: () => void, onGone: () => void): Host {
	const element = document.createElement('div');
	const shadow = element.attachShadow({ mode: 'closed' });
	const root = document.createElement('div');
	root.className = 'ringside';
	addStyles(shadow);
	shadow.append(root);
	let returns = 0;

	/** In the page's root itself: any parent in between could hide it. */
	const isInPlace = () => element.parentNode === document.documentElement;
	function put(): void {
		for (const { name } of [...element.attributes]) element.removeAttribute(name);
		for (const [name, value] of Object.entries(hostStyle)) {
			element.style.setProperty(name, value, 'important');
		}
		if (!isInPlace()) {
			document.documentElement.append(element);
		}
		changes.observe(document.documentElement, { childList: true });
		// What we have just changed ourselves is no news.
		changes.takeRecords();
	}
	function bringBack(): void {
		onTouched();
		if (!isAlive() || returns >= MOST_RETURNS) leave();
		else {
			returns += 1;
			put();
		}
	}
	function check(): void {
		if (!isAlive()) leave();
		else if (!isInPlace() || !element.checkVisibility({ visibilityProperty: true })) bringBack();
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
		if (!isInPlace() || records.some(({ type }) => type === 'attributes')) bringBack();
	}
	const watch = setInterval(check, WATCH_MS);
	put();
	changes.observe(document, { childList: true });
	changes.observe(element, { attributes: true });
	return { element, root, remove };
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
