import type { Locator, Page } from 'playwright';

/** A control that the Tab key stopped at. */
interface Stop {
	/** Number of the control, as `controls` gave it out; undefined for what it did not list, or for the page itself. */
	id: string | undefined;
	/** What it is, for messages. */
	what: string;
	/** It has an outline, or another shadow than before, and a place in the window. */
	isSeen: boolean;
}

/** Numbers everything that the Tab key must stop at, as it is now; open dialogs hide what is behind them. */
function controls(page: Page): Promise<Map<string, string>> {
	return page
		.evaluate(() => {
			const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
			const candidates = (dialog ?? document).querySelectorAll<HTMLElement>(
				'a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable], audio[controls]',
			);
			const isTabbable = (element: HTMLElement) =>
				element.tabIndex >= 0 &&
				!element.matches(':disabled') &&
				element.checkVisibility({ visibilityProperty: true }) &&
				isChosen(element);
			// Of radio buttons the Tab key stops at one; the arrow keys go to the others.
			const isChosen = (element: HTMLElement) => {
				if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
				const group = document.querySelectorAll<HTMLInputElement>(
					`input[type=radio][name="${element.name}"]`,
				);
				return element.checked || ![...group].some((one) => one.checked);
			};
			document.querySelectorAll('[data-stop]').forEach((element) => {
				element.removeAttribute('data-stop');
			});
			return [...candidates].filter(isTabbable).map((element, index) => {
				element.dataset.stop = String(index);
				if (element !== document.activeElement) element.dataset.shadow = getComputedStyle(element).boxShadow;
				const name =
					element.getAttribute('aria-label') ?? element.id ?? element.textContent?.trim().slice(0, 60) ?? '';
				const text = name || element.textContent?.trim().slice(0, 60);
				return [String(index), `${element.localName} ${text}`] as const;
			});
		})
		.then((found) => new Map(found));
}

/** Presses the key and says where it led. */
async function press(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<Stop> {
	await page.keyboard.press(key);
	return page.evaluate(() => {
		const element = document.activeElement;
		if (!(element instanceof HTMLElement) || element === document.body) {
			return { id: undefined, what: 'the page', isSeen: true };
		}
		const style = getComputedStyle(element);
		const hasOutline = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
		const hasShadow = style.boxShadow !== (element.dataset.shadow ?? 'none');
		const box = element.getBoundingClientRect();
		const isInWindow =
			box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 0;
		return {
			id: element.dataset.stop,
			what: `${element.localName} ${element.getAttribute('aria-label') ?? (element.id || element.textContent?.trim().slice(0, 60))}`,
			isSeen: isInWindow && (hasOutline || hasShadow),
		};
	});
}

/** How often Tab may be pressed for each control: a date field has a stop for each of its parts. */
const STOPS_EACH = 5;

interface Walk {
	/** In the order in which they were reached first. */
	reached: string[];
	unreached: string[];
	unseen: string[];
}

/** Goes through the page with one key until everything was reached, or it is clear that it cannot be. */
export async function walk(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<Walk> {
	const wanted = await controls(page);
	const reached = new Set<string>();
	const unseen = new Set<string>();
	const most = wanted.size * STOPS_EACH + 10;
	for (let presses = 0; presses < most && reached.size < wanted.size; presses += 1) {
		const { id, what, isSeen } = await press(page, key);
		if (id !== undefined) reached.add(id);
		if (!isSeen) unseen.add(what);
	}
	const name = (id: string) => wanted.get(id) ?? id;
	const isThere = await page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('[data-stop]')].map((element) => element.dataset.stop),
	);
	return {
		reached: [...reached].map(name),
		// What went away meanwhile, for the page lives, is not missing.
		unreached: [...wanted.keys()].filter((id) => !reached.has(id) && isThere.includes(id)).map(name),
		unseen: [...unseen],
	};
}

const MOST_PRESSES = 300;

/** Presses Tab until the focus is there. @throws Error when it does not get there */
export async function tabTo(target: Locator): Promise<void> {
	await target.waitFor();
	const { keyboard } = target.page();
	for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
		if (await hasFocus(target)) return;
		await keyboard.press('Tab');
	}
	throw new Error(`Tab does not lead to ${target}`);
}

/** Whether it, or the part of it that is worked in, has the focus. */
export function hasFocus(target: Locator): Promise<boolean> {
	return target.evaluate((element) => element === document.activeElement);
}

/** Goes there by Tab and presses Enter. */
export async function enter(target: Locator): Promise<void> {
	await tabTo(target);
	await target.page().keyboard.press('Enter');
}

/** Goes there by Tab and types; what stood there is replaced. */
export async function type(target: Locator, text: string): Promise<void> {
	await tabTo(target);
	await target.page().keyboard.press('Control+A');
	await target.page().keyboard.type(text);
}
