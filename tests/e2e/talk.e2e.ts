import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { ada, startAssistant } from '../../server/http/trigger-call.testkit.ts';
import { needProgram } from '../support/skip.ts';
import { ElevenLabsRoom } from '../support/vendors/elevenlabs-room.ts';

const DAY_MS = 86_400_000;
const { to_number: _, ...request } = ada;

let browser: Browser;
let room: ElevenLabsRoom;
let assistant: Awaited<ReturnType<typeof startAssistant>>;

test.beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: needProgram('chromium'),
		args: [
			'--use-fake-device-for-media-stream',
			'--use-fake-ui-for-media-stream',
			'--allow-loopback-in-peer-connection',
		],
	});
	room = new ElevenLabsRoom();
	assistant = await startAssistant({ roomOrigin: await room.start() });
});
test.afterAll(async () => {
	await browser?.close();
	await assistant?.stop();
	await room?.stop();
});

/** Opens the link in a browser that was never here, the next day. */
async function openTheNextDay(): Promise<{ page: Page; faults: string[] }> {
	const { body } = await assistant.ask(request);
	assistant.time.now += DAY_MS;
	const context = await browser.newContext({ locale: 'de-DE' });
	const page = await context.newPage();
	const faults: string[] = [];
	page.on('console', (message) => {
		if (/content security policy/i.test(message.text())) faults.push(message.text());
	});
	await page.goto(body.data.conversation_link);
	return { page, faults };
}

const axe = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);

test('a candidate opens the link the next day, agrees, and talks with what the campaign says', async () => {
	const { page, faults } = await openTheNextDay();
	expect(await axe(page)).toEqual([]);
	// By keyboard: without consent nothing begins.
	await page.getByRole('button', { name: 'Gespräch beginnen' }).press('Enter');
	await expect(page.getByRole('alert')).toContainText('Bitte stimmen Sie zuerst zu');
	expect(assistant.vendor.calls.admitted).toEqual([]);
	await page.getByRole('checkbox').press('Space');
	await page.getByRole('button', { name: 'Gespräch beginnen' }).press('Enter');
	await expect(page.getByText('Sie sind verbunden')).toBeVisible({ timeout: 30_000 });
	expect(assistant.vendor.calls.admitted).toEqual(['agent_1']);
	expect(await axe(page)).toEqual([]);
	const [guest] = room.guests;
	expect(guest?.token).toBe('room-token-1');
	await expect
		.poll(() => guest?.said[0])
		.toMatchObject({
			type: 'conversation_initiation_client_data',
			conversation_config_override: {
				agent: {
					language: 'de',
					prompt: { prompt: expect.stringContaining('Lovelace') },
					first_message: expect.stringContaining('Ada Lovelace'),
				},
			},
			dynamic_variables: {
				campaign_id: 42,
				company_name: 'Nordwind GmbH',
				candidate_first_name: 'Ada',
				candidate_last_name: 'Lovelace',
				ringside_reference: expect.stringMatching(/^rs_/),
			},
			user_id: expect.stringMatching(/^rs_/),
		});
	await expect.poll(() => guest?.audioPackets, { timeout: 15_000 }).toBeGreaterThan(10);
	await page.getByRole('button', { name: 'Gespräch beenden' }).click();
	await expect(page.getByText('Das Gespräch ist zu Ende')).toBeVisible();
	expect(faults).toEqual([]);
});

test('a candidate who does not allow the microphone is told how to, and nothing was begun', async () => {
	const { page } = await openTheNextDay();
	const before = assistant.vendor.calls.admitted.length;
	await page.evaluate(() => {
		navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
	});
	await page.getByRole('checkbox').check();
	await page.getByRole('button', { name: 'Gespräch beginnen' }).click();
	await expect(page.getByText('Das Mikrofon ist nicht erlaubt.')).toBeVisible();
	expect(await axe(page)).toEqual([]);
	expect(assistant.vendor.calls.admitted).toHaveLength(before);
});

test('a link whose time came while the page was open says so, and another page of it is not found', async () => {
	const { page } = await openTheNextDay();
	assistant.time.now += 30 * DAY_MS;
	await page.getByRole('checkbox').check();
	await page.getByRole('button', { name: 'Gespräch beginnen' }).click();
	await expect(page.locator('#over')).toContainText('Er ist abgelaufen');
	expect((await page.reload())?.status()).toBe(404);
	await expect(page.getByRole('heading')).toHaveText('Dieser Link ist nicht gültig');
	await page.getByRole('link', { name: 'English' }).click();
	await expect(page.getByRole('heading')).toHaveText('This link is not valid');
	expect(await axe(page)).toEqual([]);
});
