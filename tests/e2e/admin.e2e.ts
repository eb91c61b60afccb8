import { z } from 'zod';
import { startReceiver } from '../../server/outgoing-webhooks/receiver.testkit.ts';
import { addConnection } from '../support/cli.ts';
import type { World } from '../support/world.ts';
import { startWorld } from '../support/world.ts';
import { test as base, expect } from './fixtures.ts';

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** An installation that may call a flow tool on this machine. */
const test = base.extend<object, { receiver: Receiver; world: World }>({
	receiver: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it depends on from the pattern
		async ({}, use) => {
			const receiver = await startReceiver();
			await use(receiver);
			await receiver.stop();
		},
		{ scope: 'worker' },
	],
	world: [
		async ({ receiver }, use) => {
			const world = await startWorld({ RINGSIDE_ALLOWED_INTERNAL: `127.0.0.1:${receiver.port}` });
			await use(world);
			await world.close();
		},
		{ scope: 'worker' },
	],
});

const KEY = 'a-key-only-this-test-run-knows';
const NUMBER = '+493023125066';

/** What the server says to an admin. */
async function ask(world: World, path: string): Promise<unknown> {
	const response = await fetch(`${world.server.origin}${path}`, {
		headers: { authorization: `Bearer ${world.token}` },
	});
	return response.json();
}

const Users = z.object({ users: z.array(z.object({ name: z.string(), role: z.string() })) });
const roleOf = async (world: World, name: string) =>
	Users.parse(await ask(world, '/v1/users')).users.find((user) => user.name === name)?.role;

test('a person gets another role and another name', async ({ world, chromium }) => {
	await world.invite('Mia Sander', 'member');
	const page = await chromium.context.newPage();
	await page.goto(`${chromium.pageUrl('options')}#team`);
	await page.getByLabel('Role of Mia Sander').selectOption('supervisor');
	await expect.poll(() => roleOf(world, 'Mia Sander')).toBe('supervisor');
	await page.getByRole('button', { name: 'Rename Mia Sander' }).click();
	await page.getByLabel('New name of Mia Sander').fill('Mia Sander-Klee');
	await page.getByRole('button', { name: 'Save' }).first().click();
	await expect(page.getByLabel('Role of Mia Sander-Klee')).toHaveValue('supervisor');
	expect(await roleOf(world, 'Mia Sander')).toBeUndefined();
	await page.close();
});

test('everybody changes her own name, and it stays', async ({ world, chromium }) => {
	const page = await chromium.context.newPage();
	await page.goto(`${chromium.pageUrl('options')}#about`);
	const own = page.locator('section', { has: page.getByRole('heading', { name: 'Your name' }) });
	await own.getByRole('button', { name: /^Rename/ }).click();
	await own.getByLabel(/^New name of/).fill('Sara Vogt');
	await own.getByRole('button', { name: 'Save' }).click();
	await expect(own.getByText('Sara Vogt')).toBeVisible();
	expect(await roleOf(world, 'Sara Vogt')).toBe('admin');
	await page.close();
});

test('a number is given to a branch, an agent to a person, and the branch is renamed and removed', async ({
	world,
	chromium,
}) => {
	await world.invite('Jonas Brandt', 'member');
	const desk = await addConnection(world.server, 'generic', KEY, '--name', 'Flow');
	const sent = await fetch(desk.hookUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-api-key': KEY },
		body: JSON.stringify({
			...{ callId: 'owned-1', state: 'ringing', from: '+493023125199', to: NUMBER },
			agent: { id: '412', name: 'J. Brandt' },
		}),
	});
	expect(sent.ok).toBe(true);
	const page = await chromium.context.newPage();
	await page.goto(`${chromium.pageUrl('options')}#team`);
	await page.getByLabel('Add a branch').fill('Berlin');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	const unowned = page.getByRole('listitem').filter({ hasText: NUMBER });
	await unowned.getByLabel(`Branch of ${NUMBER}`).selectOption('Berlin');
	await unowned.getByRole('button', { name: 'Save' }).click();
	const branch = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^Berlin/ }) });
	await expect(branch).toContainText(NUMBER);
	const agent = page.getByRole('listitem').filter({ hasText: 'J. Brandt' });
	await agent.getByLabel('Who is it?').selectOption('Jonas Brandt');
	await agent.getByRole('button', { name: 'Save' }).click();
	await expect(agent).toBeHidden();
	await branch.getByRole('button', { name: 'Rename Berlin' }).click();
	await page.getByLabel('New name of Berlin').fill('Potsdam');
	await page.getByLabel('New name of Berlin').press('Enter');
	await page.getByRole('button', { name: 'Remove Potsdam' }).click();
	const dialog = page.getByRole('dialog', { name: 'Remove Potsdam?' });
	await expect(dialog).toContainText(`1 number is nobody’s then and rings with everybody: ${NUMBER}`);
	await dialog.getByRole('button', { name: 'Remove Potsdam' }).click();
	await expect(page.getByRole('heading', { name: /^Potsdam/ })).toBeHidden();
	expect(await ask(world, '/v1/branches')).toMatchObject({
		branches: [],
		unownedNumbers: [{ e164: NUMBER }],
	});
	await page.close();
});

test('one delivery is read once more, then all of a day', async ({ world, chromium }) => {
	const call = world.call({ from: '+493023125103' });
	await call.next();
	const page = await chromium.context.newPage();
	await page.goto(`${chromium.pageUrl('options')}#deliveries`);
	await page
		.getByRole('button', { name: /^Accepted Front desk/ })
		.first()
		.click();
	await page.getByRole('button', { name: 'Read once more' }).click();
	await expect(page.getByText('Read once more: Repeat')).toBeVisible();
	await page.getByLabel('From').fill('2000-01-01');
	await page.getByLabel('To').fill('2000-01-02');
	await expect(page.getByText('Nothing was sent that fits.', { exact: false })).toBeVisible();
	await page.getByLabel('To').fill('2099-12-31');
	await page.getByLabel('Connection').selectOption('Front desk');
	await page.getByLabel('Provider').selectOption('webex');
	await page.getByRole('button', { name: 'Read all of these once more' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog).toContainText(/\d+ deliver(y|ies) fits? the filter:/);
	await dialog.getByRole('button', { name: /^Read \d+ once more/ }).click();
	await expect(dialog).toContainText(/\d+ deliver(y was|ies were) read once more\./);
	await expect(dialog).toContainText('Nothing was missing.');
	await dialog.getByRole('button', { name: 'Close' }).click();
	await expect(dialog).toBeHidden();
	await page.close();
});

test('a flow gets a signed test, is paused, resumed and removed', async ({ receiver, chromium }) => {
	const page = await chromium.context.newPage();
	await page.goto(`${chromium.pageUrl('options')}#webhooks`);
	await page.getByLabel('Address').fill(`http://127.0.0.1:${receiver.port}/flow`);
	await page.getByLabel('Name').fill('Reminders');
	await page.getByRole('button', { name: 'Add webhook' }).click();
	await expect(page.locator('.copy-value code')).toContainText('whsec_');
	await page.getByRole('button', { name: 'Send a test to Reminders' }).click();
	await expect(page.getByText(/^The test has arrived/)).toBeVisible();
	expect(receiver.at('/flow')).toHaveLength(1);
	receiver.answer('/flow', (_, response) => response.writeHead(404).end());
	await page.getByRole('button', { name: 'Send a test to Reminders' }).click();
	await expect(page.getByText('There is nothing at this address.', { exact: false })).toBeVisible();
	await page.getByRole('button', { name: 'Pause Reminders' }).click();
	await expect(page.getByText('Paused')).toBeVisible();
	await page.getByRole('button', { name: 'Resume Reminders' }).click();
	await expect(page.getByText('Sending', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Remove Reminders' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Remove Reminders' }).click();
	await expect(page.getByText('Nothing is sent on yet.', { exact: false })).toBeVisible();
	await page.close();
});
