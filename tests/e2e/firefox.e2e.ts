import { expect, test } from '@playwright/test';
import { numbers } from '../../demo/sample-crm/people.ts';
import { extensionFolder } from '../../scripts/extension.ts';
import { launchFirefox, readFirefoxCard } from '../support/firefox.ts';
import { needProgram } from '../support/skip.ts';
import { startWorld } from '../support/world.ts';

test('a ring becomes a card in Firefox', async () => {
	const executable = needProgram('firefox');
	const world = await startWorld();
	const firefox = await launchFirefox(executable, extensionFolder('e2e', 'firefox'));
	try {
		const options = await firefox.browser.newPage();
		await options.goto(firefox.pageUrl('options'));
		await options.locator('input[name="link"]').fill(world.pairingLink);
		await options.locator('button[type="submit"]').click();
		await options.waitForFunction(() => /Connected to/.test(document.body.textContent ?? ''));
		await options.goto(`${firefox.pageUrl('options')}#leads`);
		await options.waitForFunction(() => /20 leads/.test(document.body.textContent ?? ''));
		const tab = await firefox.browser.newPage();
		await tab.goto(`${world.crm.origin}/`);
		await tab.bringToFront();
		expect(await readFirefoxCard(firefox.browser, tab)).toBe('');
		await world.call({ from: numbers.mira }).next();
		await expect.poll(() => readFirefoxCard(firefox.browser, tab)).toContain('Mira Lindqvist');
	} finally {
		await firefox.close();
		await world.close();
	}
});
