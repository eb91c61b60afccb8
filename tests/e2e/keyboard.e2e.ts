import type { Page } from 'playwright';
import { waitForCard } from '../support/card.ts';
import type { RunningChromium } from '../support/chromium.ts';
import { enter, hasFocus, tabTo, type, walk } from '../support/keyboard.ts';
import { expect, test } from './fixtures.ts';

async function open(chromium: RunningChromium, section: string): Promise<Page> {
	const page = await chromium.context.newPage();
	await page.goto(`${chromium.pageUrl('options')}#${section}`);
	await page.getByRole('heading', { level: 1 }).waitFor();
	// What the server says of it shows a moment later.
	await page.waitForTimeout(800);
	return page;
}

/** Everything in sight is reached by Tab, and back, and one sees where one is. */
async function expectReachable(page: Page, where: string): Promise<void> {
	await page.evaluate(() => {
		for (const details of document.querySelectorAll('details')) details.open = true;
	});
	for (const key of ['Tab', 'Shift+Tab'] as const) {
		const { reached, unreached, unseen } = await walk(page, key);
		expect(unreached, `${where}: not reached by ${key}`).toEqual([]);
		expect(unseen, `${where}: reached by ${key} without a visible focus`).toEqual([]);
		expect(reached.length, where).toBeGreaterThan(1);
	}
}

test('every control of every section is reached by Tab, both ways, and shows that it has the focus', async ({
	world,
	chromium,
	crmTab,
}) => {
	test.setTimeout(180_000);
	await world.call({ from: '+493023125103' }).next();
	await waitForCard(crmTab, /Aylin Demir/);
	const first = await open(chromium, 'overview');
	const sections = await first
		.locator('nav a')
		.evaluateAll((links) => links.map((link) => link.getAttribute('href')?.slice(1) ?? ''));
	await first.close();
	expect(sections).toEqual(expect.arrayContaining(['connections', 'team', 'deliveries', 'webhooks']));
	for (const section of sections) {
		const page = await open(chromium, section);
		if (section === 'deliveries') {
			await enter(page.getByRole('button', { name: /^Accepted Front desk/ }).first());
			await page.getByText('Raw view').waitFor();
		}
		await expectReachable(page, section);
		await page.close();
	}
});

test('every control of the popup is reached by Tab, and shows that it has the focus', async ({
	world,
	chromium,
	crmTab,
}) => {
	await world.call({ from: '+493023125105' }).next();
	await waitForCard(crmTab, /./);
	const page = await chromium.context.newPage();
	await page.goto(chromium.pageUrl('popup'));
	await page
		.getByLabel(/^Note on the call/)
		.first()
		.waitFor();
	await expectReachable(page, 'popup');
	await page.close();
});

test('connections: the wizard is opened, gone through to the form and left, with the keys alone', async ({
	chromium,
}) => {
	const page = await open(chromium, 'overview');
	await enter(page.getByRole('link', { name: 'Connections' }));
	const opener = page.getByRole('button', { name: 'Connect a provider' });
	await enter(opener);
	await expect(page.getByRole('heading', { name: 'Connect a provider' })).toBeFocused();
	await enter(page.getByRole('button', { name: /^CloudTalk/ }));
	await type(page.getByLabel('Name for this connection'), 'By keyboard');
	await expect(page.getByLabel('Name for this connection')).toHaveValue('By keyboard');
	await expectReachable(page, 'the form of a connection');
	await page.keyboard.press('Shift+Tab');
	await tabTo(page.getByRole('button', { name: 'Cancel' }));
	await page.keyboard.press('Enter');
	await expect(opener).toBeFocused();
	await page.close();
});

test('team: somebody is invited, renamed and removed, with the keys alone', async ({ chromium }) => {
	const page = await open(chromium, 'team');
	await type(page.getByLabel('Add a person'), 'Jonas Brandt');
	await page.keyboard.press('Enter');
	await expect(page.locator('.copy-value code')).toContainText('/join#');
	await enter(page.getByRole('button', { name: 'Rename Jonas Brandt' }));
	const field = page.getByLabel('New name of Jonas Brandt');
	await expect(field).toBeFocused();
	await page.keyboard.type('Nobody');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Rename Jonas Brandt' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(field).toBeFocused();
	await page.keyboard.type('Jonas Brandt-Weiß');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Rename Jonas Brandt-Weiß' })).toBeFocused();
	const remove = page.getByRole('button', { name: 'Remove Jonas Brandt-Weiß' });
	await enter(remove);
	const dialog = page.getByRole('dialog', { name: 'Remove Jonas Brandt-Weiß?' });
	await expectHeld(page);
	await page.keyboard.press('Escape');
	await expect(remove).toBeFocused();
	await page.keyboard.press('Enter');
	await enter(dialog.getByRole('button', { name: /^Remove/ }));
	await expect(page.getByText('Jonas Brandt-Weiß')).toHaveCount(0);
	await expectSomewhere(page);
	await page.close();
});

test('deliveries: the log is filtered, one is opened and read once more, and then all, with the keys alone', async ({
	world,
	chromium,
}) => {
	await world.call({ from: '+493023125104' }).next();
	const page = await open(chromium, 'deliveries');
	await tabTo(page.getByLabel('Outcome'));
	await page.keyboard.press('End');
	await expect(page.getByLabel('Outcome')).toHaveValue('accepted');
	await enter(page.getByRole('button', { name: /^Accepted Front desk/ }).first());
	await enter(page.getByRole('button', { name: 'Read once more' }));
	await expect(page.getByText('Read once more: Repeat')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Read once more' })).toBeFocused();
	const opener = page.getByRole('button', { name: 'Read all of these once more' });
	await enter(opener);
	await page.getByText(/fits? the filter:/).waitFor();
	await expectHeld(page);
	await enter(page.getByRole('button', { name: /^Read \d+ once more/ }));
	await expect(page.getByText('Nothing was missing.')).toBeVisible();
	await expectHeld(page);
	await page.keyboard.press('Escape');
	await expect(opener).toBeFocused();
	await page.close();
});

test('webhooks: one is added with the events that were chosen, and removed, with the keys alone', async ({
	chromium,
}) => {
	const page = await open(chromium, 'webhooks');
	const { keyboard } = page;
	await type(page.getByLabel('Address'), 'http://flows.example.com/1');
	await keyboard.press('Enter');
	await expect(page.getByText('Events cannot be sent to this address.', { exact: false })).toBeVisible();
	// An address of nobody’s test: nothing is sent to it, for no payment happens here.
	await type(page.getByLabel('Address'), 'https://1.1.1.1/ringside');
	await type(page.getByLabel('Name'), 'Payroll');
	await tabTo(page.getByLabel('Only what I choose'));
	await keyboard.press('ArrowUp');
	await expect(page.getByLabel('Everything that happens')).toBeChecked();
	await keyboard.press('ArrowDown');
	for (const family of [/^Calls/, /^Payments/]) {
		await tabTo(page.getByRole('checkbox', { name: family }));
		await keyboard.press('Space');
	}
	await enter(page.getByRole('button', { name: 'Add webhook' }));
	await expect(page.getByText('It is shown only now.', { exact: false })).toBeVisible();
	const row = page.getByRole('listitem').filter({ hasText: 'Payroll' });
	await expect(row).toContainText('payment.*');
	await expect(row).not.toContainText('call.*');
	await page.keyboard.press('Shift+Tab');
	await enter(page.getByRole('button', { name: 'Remove Payroll' }));
	await expectHeld(page);
	await enter(page.getByRole('dialog').getByRole('button', { name: /^Remove/ }));
	await expect(page.getByText('Nothing is sent on yet.', { exact: false })).toBeVisible();
	await expectSomewhere(page);
	await page.close();
});

/** The open dialog keeps the focus: Tab goes round in it, both ways, and shows where it is. */
async function expectHeld(page: Page): Promise<void> {
	const isInside = () => hasFocusInside(page);
	await expect.poll(isInside, { message: 'a dialog opens with the focus in it' }).toBe(true);
	for (const key of ['Tab', 'Shift+Tab'] as const) {
		const { unreached, unseen } = await walk(page, key);
		expect([unreached, unseen]).toEqual([[], []]);
	}
	expect(await page.locator('dialog[open]').count()).toBe(1);
}

function hasFocusInside(page: Page): Promise<boolean> {
	return page.evaluate(
		() => document.querySelector('dialog[open]')?.contains(document.activeElement) === true,
	);
}

/** After what she worked on is gone, she is not sent back to the top of the page. */
async function expectSomewhere(page: Page): Promise<void> {
	await expect.poll(() => hasFocus(page.locator('body'))).toBe(false);
}
