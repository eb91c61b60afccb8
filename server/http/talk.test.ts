import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { talkWords } from './talk-words.ts';
import { ada, NOON, startAssistant } from './trigger-call.testkit.ts';

let t: Awaited<ReturnType<typeof startAssistant>>;
let link: string;
beforeAll(async () => {
	t = await startAssistant();
});
afterAll(() => t.stop());

const { to_number: _, ...request } = ada;
const DAY_MS = 86_400_000;

async function makeLink(more: object = {}): Promise<string> {
	const { body } = await t.ask({ ...request, ...more });
	return body.data.conversation_link;
}
beforeEach(async () => {
	t.time.now = NOON;
	link = await makeLink();
});

/** Each from an address of its own, since one address may try ten times a minute. */
const begin = (address: string, body: unknown = { consent: true }) =>
	fetch(`${address}/token`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});

describe('the page of a link', () => {
	test.each(['de', 'en', 'es'] as const)('is there in %s, by header and by switch', async (language) => {
		const byHeader = await fetch(link, { headers: { 'accept-language': language } });
		const bySwitch = await fetch(`${link}?lang=${language}`, { headers: { 'accept-language': 'fr' } });
		const text = await byHeader.text();
		expect(await bySwitch.text()).toBe(text);
		expect(text).toContain(`<html lang="${language}">`);
		for (const words of [talkWords[language].consent, talkWords[language].privacy, 'Nordwind GmbH']) {
			expect(text).toContain(words);
		}
	});

	test('carries no inline script and nothing of the candidate, and may talk to the rooms alone', async () => {
		const page = await fetch(link);
		const policy = page.headers.get('content-security-policy');
		expect(policy).toContain("script-src 'self';");
		expect(policy).toContain(
			"connect-src 'self' wss://livekit.rtc.elevenlabs.io https://livekit.rtc.elevenlabs.io;",
		);
		expect(page.headers.get('referrer-policy')).toBe('no-referrer');
		const text = await page.text();
		expect(text.match(/<script(?! src="\/talk-files\/[\w.-]+" defer><\/script>)/g)).toBeNull();
		expect(text).not.toContain('Lovelace');
	});

	test('loads files that are kept for ever', async () => {
		const text = await (await fetch(link)).text();
		const files = [...text.matchAll(/"(\/talk-files\/[^"]+)"/g)].map(([, file]) => file);
		expect(files).toHaveLength(3);
		for (const file of files) {
			const answer = await fetch(`${t.origin}${file}`);
			expect(answer.headers.get('cache-control')).toContain('immutable');
			expect(answer.headers.get('content-type')).toContain('javascript');
			expect((await answer.text()).length).toBeGreaterThan(1_000);
		}
		expect((await fetch(`${t.origin}/talk-files/no.js`)).status).toBe(404);
	});

	test('cannot be made by a company’s name', async () => {
		const other = await makeLink({ company_name: '<script>alert(1)</script>' });
		expect(await (await fetch(other)).text()).not.toContain('<script>alert');
	});

	test('that has expired is the same as one that never was', async () => {
		const never = await (await fetch(`${t.origin}/talk/${'A'.repeat(43)}`)).text();
		t.time.now = NOON + 14 * DAY_MS - 1;
		expect((await fetch(link)).status).toBe(200);
		t.time.now += 1;
		const expired = await fetch(link);
		expect([expired.status, await expired.text()]).toEqual([404, never]);
	});
});

describe('a conversation', () => {
	test('begins days later on her click, with what the assistant is told, and shows once she speaks', async () => {
		t.time.now = NOON + 3 * DAY_MS;
		const answer = await begin(link);
		const body = await answer.json();
		const made = t.vendor.calls.admitted.length;
		expect(answer.headers.get('cache-control')).toBe('no-store');
		expect(body).toEqual({
			token: `room-token-${made}`,
			roomUrl: 'wss://livekit.rtc.elevenlabs.io',
			session: {
				overrides: {
					agent: {
						language: 'de',
						firstMessage: expect.stringContaining('Ada Lovelace'),
						prompt: { prompt: expect.stringContaining('Ada') },
					},
				},
				dynamicVariables: {
					campaign_id: 42,
					company_name: 'Nordwind GmbH',
					candidate_first_name: 'Ada',
					candidate_last_name: 'Lovelace',
					ringside_reference: body.session.userId,
				},
				userId: expect.stringMatching(/^rs_/),
			},
		});
	});

	test('is not begun without consent, nor after the link has expired or was used five times', async () => {
		const before = t.vendor.calls.admitted.length;
		expect((await begin(link, {})).status).toBe(400);
		expect((await begin(link, { consent: false })).status).toBe(400);
		t.time.now = NOON + 14 * DAY_MS;
		expect((await begin(link)).status).toBe(404);
		expect(t.vendor.calls.admitted).toHaveLength(before);
		t.time.now = NOON;
		const { hash } = await import('node:crypto');
		const row = { codeHash: hash('sha256', link.split('/').at(-1) ?? ''), most: 5, now: NOON };
		for (let use = 0; use < 4; use += 1) await t.store.afterCall.talkLinks.use(row.codeHash, row);
		expect((await begin(link)).status).toBe(200);
		expect((await begin(link)).status).toBe(404);
		expect((await fetch(link)).status).toBe(404);
	});

	test('that the vendor does not let her into is not counted', async () => {
		t.vendor.server.troubles.push({ status: 500, times: 1 });
		expect((await begin(link)).status).toBe(503);
		expect((await begin(link)).status).toBe(200);
	});

	test('is tried ten times a minute from one address', async () => {
		const answers = await Promise.all(Array.from({ length: 11 }, () => begin(`${t.origin}/talk/none`)));
		expect(answers.map(({ status }) => status)).toContain(429);
	});
});

test('no code is in the log, nor in the store', async () => {
	const code = link.split('/').at(-1) ?? '';
	await fetch(link);
	await begin(link);
	expect(t.log()).toContain('/talk/:code');
	expect(t.log()).not.toContain(code);
	const { readFileSync, readdirSync } = await import('node:fs');
	for (const file of readdirSync(t.folder).filter((name) => name.startsWith('ringside.db'))) {
		expect(readFileSync(`${t.folder}/${file}`).includes(code)).toBe(false);
	}
});
