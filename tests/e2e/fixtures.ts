import { test as base, type Page } from '@playwright/test';
import { people } from '../../demo/sample-crm/people.ts';
import { extensionFolder } from '../../scripts/extension.ts';
import { clickInCard, readCard } from '../support/card.ts';
import { launchChromium, openInFront, type RunningChromium } from '../support/chromium.ts';
import { leadsLoaded, pairThroughOptions } from '../support/pairing.ts';
import { temporaryFolder } from '../support/server.ts';
import { needProgram } from '../support/skip.ts';
import { startWorld, type World } from '../support/world.ts';

interface PerWorker {
	world: World;
	chromium: RunningChromium;
}

interface PerTest {
	/** A tab of the sample CRM, in front. */
	crmTab: Page;
}

/** Tests with a paired Chromium on a running installation; both are shared by the tests of a file. */
export const test = base.extend<PerTest, PerWorker>({
	world: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it depends on from the pattern
		async ({}, use) => {
			const world = await startWorld();
			await use(world);
			await world.close();
		},
		{ scope: 'worker' },
	],
	chromium: [
		async ({ world }, use) => {
			needProgram('chromium');
			const profile = temporaryFolder('profile');
			const extension = extensionFolder('e2e');
			const chromium = await launchChromium({ extension, profile: profile.path, headless: true });
			const options = await pairThroughOptions(chromium, world.pairingLink);
			await leadsLoaded(options, people.length);
			await options.close();
			await use(chromium);
			await chromium.close();
			profile.remove();
		},
		{ scope: 'worker' },
	],
	crmTab: async ({ world, chromium }, use) => {
		const tab = await openInFront(chromium, `${world.crm.origin}/`);
		await use(tab);
		await dismissAll(tab);
		for (const page of chromium.context.pages().slice(1)) await page.close();
	},
});

export { expect } from '@playwright/test';

/** Leaves no card for the next test. */
async function dismissAll(tab: Page): Promise<void> {
	if (tab.isClosed()) return;
	await tab.bringToFront();
	for (let attempt = 0; attempt < 8 && (await readCard(tab)).text !== ''; attempt += 1) {
		await tab.waitForTimeout(350);
		await clickInCard(tab, /dismiss/i).catch(() => undefined);
	}
}
