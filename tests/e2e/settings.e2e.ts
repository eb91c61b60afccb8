import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { z } from 'zod';
import type { RunningChromium } from '../support/chromium.ts';
import { addConnection } from '../support/cli.ts';
import { enter, hasFocus, tabTo, type } from '../support/keyboard.ts';
import { VendorServer } from '../support/vendors/vendor-server.ts';
import { startWorld, type World } from '../support/world.ts';
import { test as base, expect } from './fixtures.ts';

const KEY = 'the-key-that-the-crm-takes';

/** An installation that may write to a CRM on this machine. */
const test = base.extend<object, { crm: VendorServer; world: World }>({
	crm: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it depends on from the pattern
		async ({}, use) => {
			const crm = await new VendorServer(['crm.example'], ({ headers }) =>
				headers['x-api-key'] === KEY ? { status: 200, body: [] } : { status: 401, body: {} },
			).start();
			await use(crm);
			crm.stop();
		},
		{ scope: 'worker' },
	],
	world: [
		async ({ crm }, use) => {
			const world = await startWorld({ RINGSIDE_ALLOWED_INTERNAL: new URL(crm.origin).host });
			await use(world);
			await world.close();
		},
		{ scope: 'worker' },
	],
});

const View = z.object({ version: z.number(), value: z.record(z.string(), z.unknown()) });

async function stored(world: World, name: string) {
	const headers = { authorization: `Bearer ${world.token}` };
	const response = await fetch(`${world.server.origin}/v1/settings/${name}`, { headers });
	return View.parse(await response.json());
}

/** Somebody else's change. */
async function change(world: World, name: string, value: object) {
	const { version } = await stored(world, name);
	const headers = { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' };
	const body = JSON.stringify({ version, value });
	await fetch(`${world.server.origin}/v1/settings/${name}`, { method: 'PUT', headers, body });
}

async function open(chromium: RunningChromium, section: string): Promise<Page> {
	const page = await chromium.context.newPage();
	await page.goto(`${chromium.pageUrl('options')}#${section}`);
	await page.locator('main .panel').first().waitFor();
	return page;
}

const panel = (page: Page, name: string) => page.locator('form.panel', { hasText: name });

test('consent is set for a connection whose calls are recorded, once it is saved', async ({
	world,
	chromium,
}) => {
	const { connectionId } = await addConnection(
		world.server,
		'cloudtalk',
		'a-token-of-this-test',
		'--name',
		'Recorded desk',
	);
	const page = await open(chromium, 'consent');
	await page.getByLabel(/^Recorded desk/).selectOption('The agent asks for consent');
	await expect(page.getByText('Not saved yet')).toBeVisible();
	expect((await stored(world, 'consent')).version).toBe(0);
	await panel(page, 'How callers learn').getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('Saved.')).toBeVisible();
	expect((await stored(world, 'consent')).value).toEqual({ connections: { [connectionId]: 'asked' } });
	await page.close();
});

test('a key that the CRM does not take is told at its field, and one that it takes is never shown again', async ({
	world,
	crm,
	chromium,
}) => {
	const page = await open(chromium, 'crm');
	await page.getByLabel('CRM', { exact: true }).selectOption('pulspoint');
	await page.getByLabel('Address').fill(`  ${crm.origin} `);
	await page.getByLabel('API key').fill('wrong');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByLabel('API key')).toHaveAccessibleDescription(/does not take this key/);
	expect((await stored(world, 'crm')).version).toBe(0);
	await page.getByLabel('API key').fill(KEY);
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('Saved.')).toBeVisible();
	await expect(page.getByLabel('API key', { exact: true })).toHaveValue('');
	await page.getByRole('button', { name: 'Check now' }).click();
	await expect(page.getByText('The CRM takes the key.')).toBeVisible();
	expect(await page.content()).not.toContain(KEY);
	await page.close();
});

test('what was typed stays while she looks at another section, and is not written over somebody else’s change', async ({
	world,
	chromium,
}) => {
	const page = await open(chromium, 'consent');
	await page.getByLabel('Days that recordings are kept').fill('30');
	await page.getByRole('link', { name: 'Assistants' }).click();
	await page.getByRole('link', { name: 'Calls & consent' }).click();
	await expect(page.getByLabel('Days that recordings are kept')).toHaveValue('30');
	await change(world, 'retention', { recordingDays: 7 });
	await panel(page, 'How long').getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('Somebody else changed this meanwhile.', { exact: false })).toBeVisible();
	await page.getByRole('button', { name: 'Reload' }).click();
	await expect(page.getByLabel('Days that recordings are kept')).toHaveValue('7');
	await page.close();
});

test('facts are added, renamed, moved and removed with the keys alone', async ({ world, chromium }) => {
	const page = await open(chromium, 'facts');
	const { keyboard } = page;
	await enter(page.getByRole('button', { name: 'Add a fact' }));
	await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
	await keyboard.type('Führerschein Klasse');
	await expect(page.getByText('Kept as fuhrerschein_klasse')).toBeVisible();
	await enter(page.getByRole('button', { name: 'Move Führerschein Klasse up' }));
	await expect
		.poll(() => hasFocus(page.getByRole('button', { name: 'Move Führerschein Klasse up' })))
		.toBe(true);
	await keyboard.press('Enter');
	await enter(page.getByRole('button', { name: 'Remove Skills' }));
	await tabTo(panel(page, 'Facts to look for').getByRole('button', { name: 'Save' }));
	await keyboard.press('Enter');
	await expect(page.getByText('Saved.')).toBeVisible();
	const { fields } = z
		.object({ fields: z.array(z.object({ name: z.string() })) })
		.parse((await stored(world, 'facts')).value);
	expect(fields.map(({ name }) => name)).toEqual([
		...['name', 'company', 'availability', 'notice_period', 'salary_wish', 'location'],
		...['fuhrerschein_klasse', 'next_step', 'appointment_wish'],
	]);
	await page.close();
});

test('a key for another system is shown once, works until it is revoked, and is gone from the list', async ({
	chromium,
}) => {
	const page = await open(chromium, 'assistant');
	await type(page.getByLabel('For which system'), 'n8n');
	await page.keyboard.press('Enter');
	await expect(page.getByText('It is shown only now.', { exact: false })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('heading', { name: 'n8n' })).toBeVisible();
	await expect(page.getByText('It is shown only now.', { exact: false })).toHaveCount(0);
	await page.getByRole('button', { name: 'Revoke n8n' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Revoke n8n' }).click();
	await expect(page.getByText('No other system has a key yet.')).toBeVisible();
	await page.close();
});

test('no section of these has an accessibility fault that a tool can find', async ({ chromium }) => {
	for (const section of ['consent', 'facts', 'crm', 'assistant']) {
		const page = await open(chromium, section);
		if (section === 'facts') await page.getByLabel('Transcribe calls and read facts from them').check();
		if (section === 'assistant') await page.getByLabel('Call at certain hours only').check();
		await page.locator('summary').evaluateAll((all) => {
			for (const one of all) one.parentElement?.setAttribute('open', '');
		});
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, help }) => `${section}: ${id}: ${help}`)).toEqual([]);
		await page.close({ runBeforeUnload: false });
	}
});
