import type { CDPSession, Locator, Page } from '@playwright/test';
import { numbers } from '../../demo/sample-crm/people.ts';
import { clickInCard, readCard, waitForCard } from '../support/card.ts';
import { openInFront } from '../support/chromium.ts';
import { tokenOf } from '../support/pairing.ts';
import { type Trick, type TrickPage, tricks } from '../support/tricks.ts';
import { expect, test } from './fixtures.ts';

/** Longer than a card waits before it can be acted on: a page has the patience it needs. */
const PATIENCE_MS = 370;
/** She takes her time too: the frame is told by the browser only so often. */
const HER_WAIT_MS = 500;
const buttons = [/Open in CRM/, /^Cop/, /Juli Petersen/, /^Dismiss/];

let tab: Page;
let session: CDPSession;
let note: Locator;
let written = '';

test.beforeAll(async ({ world, chromium }) => {
	tab = await openInFront(chromium, `${world.crm.origin}/`);
	await tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	session = await tab.context().newCDPSession(tab);
	written = '';
	for (const from of [numbers.shared, numbers.mira]) {
		const call = world.call({ from });
		await call.next();
		// A call that is talked on stays for as long as this takes.
		await call.next();
	}
	await bothCallsShown();
});

for (const trick of tricks) {
	const promise = trick.isFutile ? 'a page does nothing to the card by' : 'a page gets nothing pressed by';
	test(`${promise} ${trick.name}`, async () => {
		expect(await gainOf(trick)).toEqual([]);
		if (!trick.isFutile) await tab.waitForTimeout(HER_WAIT_MS);
		await herTurn();
	});
}

test('once the tricks are over, every button is hers again', async ({ world, chromium }) => {
	await tab.waitForTimeout(HER_WAIT_MS);
	const opened = tab.context().waitForEvent('page');
	await clickInCard(tab, /Open in CRM/);
	expect((await opened).url()).toContain('/people/101');
	await tab.bringToFront();
	// A tab that was in the background is seen again only after a moment.
	await expect(async () => {
		await clickInCard(tab, /Juli Petersen/);
		await waitForCard(tab, ({ text }) => /Juli Petersen/.test(text) && !/2 people/.test(text), 500);
	}).toPass();
	const response = await fetch(`${world.server.origin}/v1/calls`, {
		headers: { authorization: `Bearer ${await tokenOf(chromium)}` },
	});
	expect(await response.text()).toContain(written);
	for (const left of [1, 0]) {
		await tab.bringToFront();
		await tab.waitForTimeout(HER_WAIT_MS);
		await clickInCard(tab, /^Dismiss/);
		await waitForCard(tab, ({ cards }) => cards.length === left);
	}
});

/** Both cards are there, undecided, and the note can be written. */
async function bothCallsShown(): Promise<void> {
	await waitForCard(tab, ({ text }) => /Mira Lindqvist/.test(text) && /2 people/.test(text));
	const ours = () => tab.frames().find((frame) => /^chrome-extension:.*frame\.html/.test(frame.url()));
	await expect.poll(async () => (await ours()?.getByRole('textbox').count()) ?? 0).toBe(1);
	note = (ours() ?? tab.mainFrame()).getByRole('textbox');
	await readyForTricks(tab);
}

/** A real user: she copies the number and goes on with her note. */
async function herTurn(): Promise<void> {
	await clickInCard(tab, /^Cop/);
	await expect.poll(clipboard).toBe(numbers.mira);
	written += 'y';
	// The browser tells the frame only so often that it is seen again; what is refused leaves the note as it is.
	await expect(async () => {
		await note.click();
		await tab.keyboard.type('y');
		await expect(note).toHaveValue(written, { timeout: 500 });
	}).toPass({ timeout: 5_000 });
}

/** What the page got out of a trick; empty when nothing. */
async function gainOf(trick: Trick): Promise<string[]> {
	const gains: string[] = [];
	const pages = tab.context().pages().length;
	await tab.evaluate(() => navigator.clipboard.writeText('untouched'));
	const targets = await spots();
	const looks = await pictureOf(targets);
	await play(tab, trick);
	await tab.waitForTimeout(PATIENCE_MS);
	if (!trick.isFutile) await attack(trick, targets);
	else if (!looks.equals(await pictureOf(targets))) gains.push('looks different');
	await stopTrick(tab);
	if (tab.context().pages().length > pages) gains.push('opened');
	else if ((await clipboard()) !== 'untouched') gains.push('copied');
	if (trick.needsNewPage || (await readCard(tab)).hosts.length === 0) await tab.reload();
	const { text } = await waitForCard(tab, /Mira Lindqvist|2 people/).catch(() => readCard(tab));
	if (!/Mira Lindqvist/.test(text)) gains.push('dismissed');
	if (!/2 people/.test(text)) gains.push('chosen');
	if (gains.length > 0) return gains;
	await bothCallsShown();
	return (await note.inputValue()) === written ? gains : ['written'];
}

async function clipboard(): Promise<string> {
	// A page may read it while it has the focus, which goes with a frame that is taken away.
	if (!(await tab.evaluate(() => document.hasFocus()))) await tab.mouse.click(500, 775);
	return tab.evaluate(() => navigator.clipboard.readText());
}

/** How the card's buttons look: what stands around them does not change by itself. */
async function pictureOf([open]: Spot[]): Promise<Buffer> {
	const { x = 0, y = 0 } = open ?? {};
	return tab.screenshot({ clip: { x: x - 50, y: y - 70, width: 200, height: 85 } });
}

/** She clicks, presses Enter and types wherever the card has something to press, as the page would like her to. */
async function attack(trick: Trick, targets: Spot[]): Promise<void> {
	const again = async () => {
		if (!trick.isOffAtClick) return;
		await play(tab, trick);
		await tab.waitForTimeout(PATIENCE_MS);
	};
	for (const target of targets) {
		const { x, y } = (await spotOf(target.id)) ?? target;
		await tab.mouse.click(x, y);
		await again();
	}
	await session.send('DOM.focus', { backendNodeId: targets.at(-1)?.id ?? 0 }).catch(() => undefined);
	await tab.keyboard.press('Enter');
	await again();
	const field = await note.boundingBox({ timeout: 200 }).catch(() => null);
	if (field) await tab.mouse.click(field.x + field.width / 2, field.y + field.height / 2);
	await tab.keyboard.type('x');
}

interface Spot {
	id: number;
	x: number;
	y: number;
}

async function spots(): Promise<Spot[]> {
	const there = (await readCard(tab)).buttons;
	const found: Spot[] = [];
	for (const label of buttons) {
		const id = there.find((button) => label.test(button.label))?.backendNodeId;
		const spot = id === undefined ? undefined : await spotOf(id);
		expect(spot, `${label} stands on the card`).toBeDefined();
		if (spot) found.push(spot);
	}
	return found;
}

/** The middle of what is painted of a button now. */
async function spotOf(id: number): Promise<Spot | undefined> {
	const box = await session.send('DOM.getBoxModel', { backendNodeId: id }).catch(() => undefined);
	if (!box) return undefined;
	const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = box.model.border;
	return { id, x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
}

/** To be called once a document: what tricks need in the page. */
async function readyForTricks(page: Page): Promise<void> {
	await page.evaluate(() => {
		Object.assign(globalThis, {
			lastChild: () => document.documentElement.lastElementChild,
			endTrick() {
				document.adoptedStyleSheets = [];
				for (const element of document.querySelectorAll('[data-trick]')) element.remove();
				(globalThis as TrickPage).undoTrick?.();
				delete (globalThis as TrickPage).undoTrick;
			},
		});
	});
}

/** Plays a trick; with `isOffAtClick` the page watches for the click, to be innocent by the time it is looked at. */
async function play(page: Page, { css, cover, run, media, isOffAtClick }: Trick): Promise<void> {
	if (media) await page.emulateMedia({ media });
	await page.evaluate(
		([rules, style, isBrief]) => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(rules);
			document.adoptedStyleSheets = [sheet];
			if (style) {
				const element = document.createElement('div');
				element.dataset.trick = '';
				element.style.cssText = style;
				document.documentElement.append(element);
			}
			if (isBrief) addEventListener('click', endTrick, { capture: true, once: true });
		},
		[css ?? '', cover ?? '', isOffAtClick ?? false] as const,
	);
	if (run) await page.evaluate(run);
}

declare function endTrick(): void;

async function stopTrick(page: Page): Promise<void> {
	await page.emulateMedia({ media: null });
	await page.evaluate(() => endTrick());
}
