import { expect, test } from './fixtures.ts';

test('an admin connects CloudTalk by pasting, and the first delivery turns it green', async ({
	chromium,
}) => {
	const page = await chromium.context.newPage();
	await page.goto(chromium.pageUrl('options'));
	await page.getByRole('link', { name: 'Connections' }).click();
	await page.getByRole('button', { name: 'Connect a provider' }).click();
	await page.getByRole('button', { name: /^CloudTalk/ }).click();
	await page.getByLabel('Name for this connection').fill('Berlin');
	await page.getByRole('button', { name: 'Make address and secret' }).click();
	const values = page.locator('.copy-value code');
	const hookUrl = await values.nth(0).innerText();
	const authorization = await values.nth(1).innerText();
	await expect(page.getByText('Waiting for the first event from CloudTalk')).toBeVisible();
	const sent = await fetch(hookUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization },
		body: JSON.stringify({
			event: 'call.started',
			call_uuid: 'set-up-1',
			call_id: '77',
			direction: 'incoming',
			external_number: '+493023125199',
			internal_number: '+493023125100',
			started_at: '2026-03-10T09:00:00Z',
		}),
	});
	expect(sent.ok).toBe(true);
	await expect(page.getByText('An event from CloudTalk has arrived')).toBeVisible();
	await page.getByRole('button', { name: 'Close' }).click();
	await page.getByRole('link', { name: 'Deliveries' }).click();
	await page.getByRole('button', { name: /^Accepted Berlin/ }).click();
	await page.getByText('Raw view').click();
	await expect(page.locator('pre.raw')).toContainText('set-up-1');
	await page.close();
});

test('a colleague is invited with a link that pairs', async ({ chromium }) => {
	const page = await chromium.context.newPage();
	await page.goto(chromium.pageUrl('options'));
	await page.getByRole('link', { name: 'Team' }).click();
	await page.getByLabel('Add a person').fill('Jonas Brandt');
	await page.getByRole('button', { name: 'Add and invite' }).click();
	await expect(page.locator('.copy-value code')).toContainText('/join#');
	await page.close();
});

test('removing a connection names what goes, Escape keeps it, and then it is gone', async ({ chromium }) => {
	const page = await chromium.context.newPage();
	await page.goto(`${chromium.pageUrl('options')}#connections`);
	const card = page.getByRole('article', { name: /Front desk/ });
	await card.getByText('Details').click();
	await card.getByRole('button', { name: 'Remove' }).press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Remove Webex Calling?' });
	await expect(dialog).toContainText('Past calls and notes stay.');
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(card.getByRole('button', { name: 'Remove' })).toBeFocused();
	await card.getByRole('button', { name: 'Remove' }).press('Enter');
	await dialog.getByRole('button', { name: 'Remove Webex Calling' }).press('Enter');
	await expect(page.getByText(/^Removed/)).toBeVisible();
	await expect(card).toBeHidden();
	await page.close();
});

test('a member sees her own phone and nothing that only admins may do', async ({ world, chromium }) => {
	const page = await chromium.context.newPage();
	await page.goto(chromium.pageUrl('options'));
	await page.getByRole('button', { name: 'Disconnect this browser' }).click();
	await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
	await page.getByLabel('Admin or invite link').fill(await world.invite('Mia', 'member'));
	await page.getByRole('button', { name: 'Connect', exact: true }).click();
	await page.getByRole('link', { name: 'My phone' }).click();
	await expect(page.getByText('There is nothing to sign in to.', { exact: false })).toBeVisible();
	for (const name of ['Connections', 'Team', 'Deliveries']) {
		await expect(page.getByRole('link', { name, exact: true })).toBeHidden();
	}
	await page.close();
});
