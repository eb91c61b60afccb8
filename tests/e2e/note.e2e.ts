import type { Page } from '@playwright/test';
import { numbers } from '../../demo/sample-crm/people.ts';
import { waitForCard } from '../support/card.ts';
import { stopServiceWorker } from '../support/chromium.ts';
import { tokenOf } from '../support/pairing.ts';
import { expect, test } from './fixtures.ts';

/** The note field lives in a frame of the extension's own origin. */
async function noteField(tab: Page) {
	const isOurs = (url: string) => /^chrome-extension:\/\/[^/]+\/frame\.html/.test(url);
	await expect.poll(() => tab.frames().some((frame) => isOurs(frame.url()))).toBe(true);
	const frame = tab.frames().find((candidate) => isOurs(candidate.url()));
	if (!frame) throw new Error('The frame went away');
	return frame.getByRole('textbox');
}

test('a note is saved as typed and survives reload and a killed worker', async ({
	world,
	chromium,
	crmTab,
}) => {
	const call = world.call({ from: numbers.mira });
	await call.next();
	await call.next();
	await waitForCard(crmTab, /In progress/);
	const field = await noteField(crmTab);
	await crmTab.waitForTimeout(800);
	await field.click();
	await field.pressSequentially('Wants Tuesday', { delay: 20 });
	await crmTab.waitForTimeout(1_000);
	await stopServiceWorker(chromium);
	await crmTab.bringToFront();
	await crmTab.reload();
	await waitForCard(crmTab, /Mira Lindqvist/, 10_000);
	await expect(await noteField(crmTab)).toHaveValue('Wants Tuesday');
	// A note is its author's: the server tells it to her alone.
	const token = await tokenOf(chromium);
	await expect
		.poll(async () => {
			const response = await fetch(`${world.server.origin}/v1/calls`, {
				headers: { authorization: `Bearer ${token}` },
			});
			return response.text();
		})
		.toContain('Wants Tuesday');
});
