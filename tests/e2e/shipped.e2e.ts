import { expect, test } from '@playwright/test';
import { numbers, people } from '../../demo/sample-crm/people.ts';
import { extensionFolder } from '../../scripts/extension.ts';
import { waitForCard } from '../support/card.ts';
import { launchChromium, openInFront } from '../support/chromium.ts';
import { leadsLoaded, pairThroughOptions, switchSiteOn } from '../support/pairing.ts';
import { startVirtualScreen } from '../support/screen.ts';
import { temporaryFolder } from '../support/server.ts';
import { needProgram } from '../support/skip.ts';
import { startWorld } from '../support/world.ts';

test('the shipped extension shows a ring on a site switched on through the browser’s own prompt', async () => {
	needProgram('chromium');
	const screen = await startVirtualScreen(needProgram('xvfb'), needProgram('xdotool'));
	const profile = temporaryFolder('shipped');
	const world = await startWorld();
	const chromium = await launchChromium({
		extension: extensionFolder('production'),
		profile: profile.path,
		headless: false,
		env: screen.env,
	});
	try {
		const options = await pairThroughOptions(chromium, world.pairingLink);
		await leadsLoaded(options, people.length);
		const answerPrompt = async () => {
			await options.waitForTimeout(1_500);
			await screen.press('Tab', 'Return');
		};
		await switchSiteOn(options, world.crm.origin, answerPrompt);
		const tab = await openInFront(chromium, `${world.crm.origin}/`);
		expect(await world.call({ from: numbers.mira }).next()).toBeLessThan(300);
		await waitForCard(tab, /Mira Lindqvist/, 10_000);
	} finally {
		await chromium.close();
		await world.close();
		screen.close();
		profile.remove();
	}
});
