import { leadsCsv } from '../../demo/sample-crm/people.ts';
import { waitForCard } from '../support/card.ts';
import { openInFront } from '../support/chromium.ts';
import { leadsLoaded } from '../support/pairing.ts';
import { expect, test } from './fixtures.ts';

test('a link that was used before is refused in plain words, and a fresh one pairs', async ({
	world,
	chromium,
}) => {
	const page = await chromium.context.newPage();
	await page.goto(chromium.pageUrl('options'));
	await page.getByRole('button', { name: 'Disconnect this browser' }).click();
	await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
	const pair = async (link: string) => {
		await page.getByLabel('Admin or invite link').fill(link);
		await page.getByRole('button', { name: 'Connect', exact: true }).click();
	};
	await pair('not a link');
	await expect(page.getByText('This is not a Ringside link', { exact: false })).toBeVisible();
	await pair(world.pairingLink);
	await expect(page.getByText('This link was used already', { exact: false })).toBeVisible();
	await pair(await world.invite('Sara', 'admin'));
	await expect(page.getByText(/^Connected to/).first()).toBeVisible();
	await leadsLoaded(page, 20);
	await page.close();
});

test('a CSV imported in the browser names the next caller', async ({ world, chromium, crmTab }) => {
	const page = await chromium.context.newPage();
	await page.goto(chromium.pageUrl('options'));
	const section = (role: 'link' | 'button') => page.getByRole(role, { name: 'Leads', exact: true });
	await section('link').or(section('button')).first().click();
	const csv = leadsCsv(world.crm.origin).split('\r\n')[0];
	const row =
		'"900","Nora Import","Kontor Süd","Buyer","New","You","Call","+49 30 23125777","","n@example.com",""';
	const [choosing] = await Promise.all([
		page.waitForEvent('filechooser'),
		page.getByText('Choose file', { exact: true }).click(),
	]);
	await choosing.setFiles({
		name: 'people.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(`\uFEFF${csv}\r\n${row}\r\n`),
	});
	await page.getByRole('button', { name: /^Import/ }).click();
	await expect(page.getByText('Import finished')).toBeVisible();
	await expect(page.getByText('1 new, 0 updated, 0 left out')).toBeVisible();
	await leadsLoaded(page, 21);
	await crmTab.bringToFront();
	await world.call({ from: '+493023125777' }).next();
	await waitForCard(crmTab, /Nora Import.*Kontor Süd/);
	await page.close();
});

test('the test ring shows a card that says it is a test', async ({ world, chromium }) => {
	const page = await chromium.context.newPage();
	await page.goto(chromium.pageUrl('options'));
	await page.getByRole('button', { name: 'Ring now' }).click();
	await expect(page.getByText(/^Sent\./)).toBeVisible();
	const tab = await openInFront(chromium, `${world.crm.origin}/`);
	await waitForCard(tab, /Test/);
	await tab.close();
	await page.close();
});

test('the popup lists the last calls and takes a note', async ({ world, chromium, crmTab }) => {
	await world.call({ from: '+493023125103' }).next();
	await waitForCard(crmTab, /Aylin Demir/);
	const popup = await chromium.context.newPage();
	await popup.goto(chromium.pageUrl('popup'));
	const note = popup.getByLabel('Note on the call with Aylin Demir');
	await note.fill('Asked for the shift plan');
	await popup.waitForTimeout(1_500);
	await popup.reload();
	await expect(note).toHaveValue('Asked for the shift plan');
	await popup.close();
});
