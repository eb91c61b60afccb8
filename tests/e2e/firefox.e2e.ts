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
		const options = await firefox.openOwnPage('options');
		await options.says(/Connect this browser/);
		await options.submit('link', world.pairingLink);
		await options.says(/Connected to/);
		await options.goTo('leads');
		await options.says(/20 leads/);
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
