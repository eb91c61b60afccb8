import { afterAll, beforeAll, expect, test } from 'vitest';
import { TeamSites } from '../../lib/contract/sites.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

const own = 'https://crm.acme.example/*';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

const put = async (sites: unknown, token = t.admin.token) =>
	(await t.api(token, '/v1/sites', { sites }, 'PUT')).status;
const list = async (token: string) => TeamSites.parse(await (await t.api(token, '/v1/sites')).json()).sites;

test('what an admin sets, each colleague is told, and nobody of another workspace', async () => {
	const member = await t.addUser('member');
	const { workspaceId } = await t.otherWorkspace();
	const stranger = await t.addUser('admin', workspaceId);
	expect(await put([own, 'https://*.pipedrive.com/*', own])).toBe(200);
	expect(await list(member.token)).toEqual([own, 'https://*.pipedrive.com/*']);
	expect(await list(stranger.token)).toEqual([]);
});

test('only an admin sets them', async () => {
	await put([own]);
	for (const role of ['member', 'supervisor'] as const) {
		const person = await t.addUser(role);
		expect(await put([], person.token)).toBe(403);
	}
	expect(await list(t.admin.token)).toEqual([own]);
});

test.each([
	['http://crm.acme.example/*', 'not encrypted'],
	['https://*/*', 'every site'],
	['https://*.com/*', 'every site of a country or kind'],
	['<all_urls>', 'every site'],
	['https://crm.acme.example/people', 'an address instead of a pattern'],
	['https://crm.acme.example@evil.example/*', 'another host'],
	['https://crm.acme.example:8443/*', 'a port, which patterns have not'],
	['https://-crm.example/*', 'not a host'],
	['javascript:alert(1)', 'not a site'],
	['http://localhost.evil.example/*', 'not this machine'],
])('%s is refused: %s', async (pattern) => {
	expect(await put([pattern])).toBe(400);
});

test('this machine may be named without encryption, and at most twenty are kept', async () => {
	expect(await put(['http://localhost/*', 'http://crm.localhost/*'])).toBe(200);
	const many = (count: number) => Array.from({ length: count }, (_, i) => `https://crm${i}.example/*`);
	expect(await put(many(20))).toBe(200);
	expect(await put(many(21))).toBe(400);
});
