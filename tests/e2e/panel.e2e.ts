import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { numbers } from '../../demo/sample-crm/people.ts';
import retell from '../../server/providers/retell/index.ts';
import { clickInCard, waitForCard } from '../support/card.ts';
import type { RunningChromium } from '../support/chromium.ts';
import { addConnection } from '../support/cli.ts';
import { readSidePanel } from '../support/side-panel.ts';
import { type SimulatedCall, simulatedCall } from '../support/simulated-call.ts';
import type { World } from '../support/world.ts';
import { expect, test } from './fixtures.ts';

const secret = 'a-secret-of-the-panel-tests';

/** A call that an assistant takes, told as Retell tells it while it runs. */
async function assistantCall(world: World, from: string): Promise<SimulatedCall> {
	const { hookUrl } = await addConnection(world.server, 'retell', secret);
	return simulatedCall(retell, {
		...{ hookUrls: [hookUrl], secret, scenario: 'call' },
		...{ from, to: numbers.ownLine },
	});
}

async function openPanel(chromium: RunningChromium): Promise<Page> {
	const page = await chromium.context.newPage();
	await page.setViewportSize({ width: 360, height: 800 });
	await page.goto(chromium.pageUrl('sidepanel'));
	return page;
}

const lines = (page: Page) => page.getByRole('region', { name: 'Transcript' }).getByRole('listitem');

test('what is said shows in the panel while it is said, and stays with the call', async ({
	world,
	chromium,
}) => {
	const call = await assistantCall(world, numbers.mira);
	await call.next();
	await call.next();
	const panel = await openPanel(chromium);
	await panel
		.getByRole('button', { name: /Open the call with\s*Mira Lindqvist/ })
		.first()
		.click();
	await expect(panel.getByRole('heading', { name: 'Mira Lindqvist' })).toBeVisible();
	await expect(panel.getByText('Live: lines appear as they are spoken')).toBeVisible();
	await expect(panel.getByText('Assistant', { exact: true }).first()).toBeVisible();
	await call.next();
	await expect(lines(panel)).toHaveCount(1);
	await call.next();
	await expect(lines(panel)).toHaveCount(2);
	await expect(lines(panel).last()).toContainText('I live in Potsdam');
	await call.next();
	await call.next();
	await expect(panel.getByText('Completed').first()).toBeVisible();
	await expect(panel.getByText('Live: lines appear')).toBeHidden();
	await panel.getByRole('searchbox', { name: 'Find in the transcript' }).fill('potsdam');
	await expect(panel.getByText('1 line', { exact: true })).toBeVisible();
	await expect(panel.locator('mark')).toHaveText('Potsdam');
	const { violations } = await new AxeBuilder({ page: panel }).analyze();
	expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
	const [saved] = await Promise.all([
		panel.waitForEvent('download'),
		panel.getByRole('button', { name: 'Save as text' }).click(),
	]);
	expect(saved.suggestedFilename()).toMatch(/^retell-[\w.-]+\.txt$/);
	await panel.close();
});

test('a line that is posted is in the panel within a blink', async ({ world, chromium }) => {
	const call = await assistantCall(world, numbers.jonas);
	await call.next();
	await call.next();
	const panel = await openPanel(chromium);
	await panel
		.getByRole('button', { name: /Open the call with\s*Jonas Albrecht/ })
		.first()
		.click();
	await expect(panel.getByText('Live: lines appear')).toBeVisible();
	const begun = performance.now();
	await call.next();
	await lines(panel).first().waitFor();
	const took = performance.now() - begun;
	console.log(`segment posted → seen in the panel: ${Math.round(took)} ms`);
	expect(took).toBeLessThan(2_000);
	await panel.close();
});

test('the list is searched by number, name and state, by keyboard alone', async ({ world, chromium }) => {
	const call = await assistantCall(world, '+493023125104');
	await call.next();
	await call.next();
	const panel = await openPanel(chromium);
	const rows = panel.getByRole('button', { name: /^Open the call with/ });
	await expect(rows.first()).toBeVisible();
	await panel.getByRole('searchbox').fill('noah');
	await expect(rows).toHaveCount(1);
	await expect(rows.first()).toContainText('Noah Fischer');
	await panel.getByRole('searchbox').fill('no such caller');
	await expect(panel.getByText('No call fits.', { exact: false })).toBeVisible();
	await panel.getByRole('searchbox').fill('');
	await panel.getByRole('radio', { name: 'All' }).focus();
	await panel.keyboard.press('ArrowRight');
	await expect(panel.getByRole('radio', { name: 'In progress' })).toBeChecked();
	await expect(rows.first()).toContainText('Noah Fischer');
	await panel.keyboard.press('Tab');
	await panel.keyboard.press('Tab');
	await panel.keyboard.press('Enter');
	await expect(panel.getByRole('heading', { name: 'Noah Fischer' })).toBeVisible();
	await panel.close();
});

test('the inbox says that nobody waits, and the same views stand among the settings', async ({
	chromium,
}) => {
	const panel = await openPanel(chromium);
	await panel.getByRole('button', { name: 'Inbox' }).click();
	await expect(panel.getByText('Nobody waits.', { exact: false })).toBeVisible();
	await panel.setViewportSize({ width: 1_200, height: 800 });
	await panel.goto(`${chromium.pageUrl('options')}#calls`);
	await expect(panel.getByRole('heading', { name: 'Calls', level: 1 })).toBeVisible();
	await expect(panel.getByRole('button', { name: /^Open the call with/ }).first()).toBeVisible();
	const raw = panel.getByRole('link', { name: /^What the provider sent on the call/ }).first();
	const address = await raw.getAttribute('href');
	await panel.goto(address ?? '');
	await panel.reload();
	await expect(panel.getByRole('searchbox')).toHaveValue(/^[a-z]+-/);
	await panel.close();
});

test('the card leads to its call in the panel', async ({ world, crmTab }) => {
	const call = await assistantCall(world, '+493023125105');
	await call.next();
	await call.next();
	await call.next();
	await waitForCard(crmTab, /Lena Hartung.*Transcript/);
	await crmTab.waitForTimeout(500);
	await clickInCard(crmTab, /^Transcript$/);
	await expect.poll(() => readSidePanel(crmTab)).toMatch(/Lena Hartung.*Guten Tag, hier ist Mira/);
});
