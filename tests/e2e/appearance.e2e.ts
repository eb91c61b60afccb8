import type { Page } from '@playwright/test';
import { numbers, people } from '../../demo/sample-crm/people.ts';
import { extensionFolder } from '../../scripts/extension.ts';
import { readCard, waitForCard } from '../support/card.ts';
import { launchChromium, openInFront } from '../support/chromium.ts';
import { leadsLoaded, pairThroughOptions } from '../support/pairing.ts';
import { startVirtualScreen } from '../support/screen.ts';
import { temporaryFolder } from '../support/server.ts';
import { needProgram } from '../support/skip.ts';
import { expect, test } from './fixtures.ts';

/** What the frame part offers to write into. */
async function notePlaceholder(tab: Page): Promise<string | null> {
	const frame = tab.frames().find((one) => /^chrome-extension:.*\/frame\.html/.test(one.url()));
	return frame ? frame.getByRole('textbox').getAttribute('placeholder') : null;
}

test('the language she chooses is spoken by settings, card, note and popup, and given back', async ({
	world,
	chromium,
	crmTab,
}) => {
	const options = await chromium.context.newPage();
	await options.goto(`${chromium.pageUrl('options')}#appearance`);
	await options.getByLabel('Language').selectOption('Deutsch');
	await expect(options.getByRole('heading', { name: 'Für Sie' })).toBeVisible();
	await expect(options.locator('html')).toHaveAttribute('lang', 'de');
	await crmTab.bringToFront();
	const call = world.call({ from: numbers.mira });
	await call.next();
	await waitForCard(crmTab, /Eingehender Anruf von Nordlicht/);
	await call.next();
	await waitForCard(crmTab, /Läuft/);
	await expect.poll(() => notePlaceholder(crmTab)).toBe('Notiz hinzufügen');
	const popup = await chromium.context.newPage();
	await popup.goto(chromium.pageUrl('popup'));
	await expect(popup.getByText('Letzte Anrufe')).toBeVisible();
	await popup.close();
	// The card that is there follows, too.
	await options.getByLabel('Sprache').selectOption('Wie der Browser');
	await expect(options.getByRole('heading', { name: 'For you' })).toBeVisible();
	await crmTab.bringToFront();
	await waitForCard(crmTab, /In progress/);
	await options.close();
});

test('her keys open the caller’s record and dismiss the card', async ({ world }) => {
	needProgram('chromium');
	const screen = await startVirtualScreen(needProgram('xvfb'), needProgram('xdotool'));
	const profile = temporaryFolder('keys');
	const chromium = await launchChromium({
		extension: extensionFolder('e2e'),
		profile: profile.path,
		headless: false,
		env: screen.env,
		extraArguments: ['--window-size=1280,900', '--window-position=0,0', '--lang=en-US'],
	});
	try {
		const options = await pairThroughOptions(chromium, await world.invite('Kim', 'admin'));
		await leadsLoaded(options, people.length);
		await options.goto(`${chromium.pageUrl('options')}#appearance`);
		await expect(options.getByText('Open the lead of the newest call')).toBeVisible();
		await expect(options.locator('kbd')).toHaveText(['Alt+Shift+D', 'Alt+Shift+L']);
		await options.close();
		const tab = await openInFront(chromium, `${world.crm.origin}/`);
		await world.call({ from: '+493023125116' }).next();
		await waitForCard(tab, /Zoë Marchetti/);
		const opened = chromium.context.waitForEvent('page');
		await screen.press('alt+shift+l');
		expect((await opened).url()).toContain(world.crm.origin);
		const record = await opened;
		await waitForCard(record, /Zoë Marchetti/);
		await screen.press('alt+shift+d');
		await expect.poll(async () => (await readCard(record)).text).not.toContain('Zoë Marchetti');
	} finally {
		await chromium.close();
		screen.close();
		profile.remove();
	}
});
