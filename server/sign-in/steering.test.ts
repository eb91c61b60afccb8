import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enterApp, type Newcomer, openWorld, type World } from './sign-in.testkit.ts';

let w: World;
let noa: Newcomer;
beforeAll(async () => {
	w = await openWorld();
});
beforeEach(async () => {
	noa = await w.newcomer();
	w.vendor.requests.length = 0;
	w.vendor.iss = undefined;
});
afterAll(() => w.close());

const TEN_MINUTES = 10 * 60_000;
const swap = (way: string, change: Record<string, string>) => {
	const url = new URL(way);
	for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
	return url.href;
};
const stateOf = (way: string) => new URL(way).searchParams.get('state') ?? '';
const nothingStored = async () => {
	expect(await w.connectionsOf(noa)).toEqual([]);
	const held = await w.t.context.store.setup.tokensOfAccount(w.workspaceId, 'vendor', noa.account.id);
	expect(held).toBeUndefined();
};

describe('connecting cannot be steered by somebody else', () => {
	test.each([
		['without anything', ''],
		['without a state', '?code=abc'],
		['with an empty state', '?code=abc&state='],
		['with a state that nobody gave out', `?code=abc&state=${'A'.repeat(43)}`],
		['with two states', `?code=abc&state=${'A'.repeat(43)}&state=${'B'.repeat(43)}`],
		['with a state of another shape', `?code=abc&state=${encodeURIComponent("' or 1=1 --")}`],
	])('a callback %s is refused', async (_, query) => {
		for (const path of ['/oauth/callback', '/webhook/webex-oauth-callback']) {
			const page = await fetch(`${w.t.origin}${path}${query}`);
			expect(page.status).toBe(400);
		}
		await nothingStored();
		expect(w.vendor.requests).toEqual([]);
	});

	test('a state is good once', async () => {
		const way = await w.consent(noa.token, noa.account);
		expect((await fetch(way)).status).toBe(200);
		const before = w.vendor.requests.length;
		expect((await fetch(way)).status).toBe(410);
		expect(w.vendor.requests).toHaveLength(before);
	});

	test('of two callbacks at the same instant one is believed', async () => {
		const way = await w.consent(noa.token, noa.account);
		const pages = await Promise.all([fetch(way), fetch(way), fetch(way)]);
		expect(pages.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
		expect(w.vendor.count('authorization_code')).toBe(1);
	});

	test('after ten minutes a state is worth nothing', async () => {
		const way = await w.consent(noa.token, noa.account);
		w.clock.advance(TEN_MINUTES);
		expect((await fetch(way)).status).toBe(410);
		await nothingStored();
		const late = await w.consent(noa.token, noa.account);
		w.clock.advance(TEN_MINUTES - 1);
		expect((await fetch(late)).status).toBe(200);
	});

	test('a code of one person does not fit the state of another: PKCE', async () => {
		const attacker = await w.newcomer();
		const victims = await w.consent(noa.token, noa.account);
		const attackers = await w.consent(attacker.token, attacker.account);
		const page = await fetch(swap(victims, { state: stateOf(attackers) }));
		expect(page.status).toBe(400);
		await nothingStored();
	});

	test('a state of another tenant brings her nothing: the code is of another app', async () => {
		w.vendor.clients.set('client-2', {
			secret: 'client-secret-2',
			redirectUris: new Set([`${w.t.origin}/oauth/callback`]),
		});
		const { workspaceId } = await w.t.otherWorkspace();
		const stranger = await w.t.addUser('admin', workspaceId);
		await enterApp(w.t, workspaceId, 'client-2');
		const hers = await w.consent(noa.token, noa.account);
		const strangers = await w.consent(stranger.token, { id: 'acc-s', label: 's' });
		expect((await fetch(swap(hers, { state: stateOf(strangers) }))).status).toBe(400);
		await nothingStored();
		const directory = await w.t.store.records.directory(workspaceId);
		expect(directory?.connections).toEqual([]);
	});

	test.each(['device', 'person'])('a %s that was signed out meanwhile brings nothing in', async (what) => {
		const way = await w.consent(noa.token, noa.account);
		const { records } = w.t.store;
		const { userId } = noa.user;
		if (what === 'device') await records.revokeDevice(w.workspaceId, noa.device.deviceId, w.clock.now());
		else await records.removeUser(w.workspaceId, userId, w.clock.now());
		expect((await fetch(way)).status).toBe(403);
		await nothingStored();
	});

	test('an answer in the name of another vendor is refused before the code is used', async () => {
		w.vendor.iss = 'https://evil.example';
		expect((await w.signIn(noa.token, noa.account)).status).toBe(400);
		expect(w.vendor.count('authorization_code')).toBe(0);
		await nothingStored();
		w.vendor.iss = 'https://vendor.example';
		expect((await w.signIn(noa.token, noa.account)).status).toBe(200);
	});

	test.each([
		'//evil.example',
		'/\\evil.example',
		'https://evil.example',
		'https://ours@evil.example/oauth/callback',
		'/oauth/callback/../../evil',
	])('nobody chooses where the vendor sends people back to (%s)', async (elsewhere) => {
		const wish = { provider: 'vendor', redirectUri: elsewhere, redirect_uri: elsewhere, next: elsewhere };
		const response = await w.t.api(noa.token, '/v1/sign-ins', wish);
		const { authorizeUrl } = (await response.json()) as { authorizeUrl: string };
		const asked = new URL(authorizeUrl).searchParams;
		expect(asked.getAll('redirect_uri')).toEqual([`${w.t.origin}/oauth/callback`]);
		expect(authorizeUrl).not.toContain('evil');
		const changed = swap(authorizeUrl, { redirect_uri: elsewhere });
		expect(await w.vendor.visit(changed, noa.account)).toEqual({ status: 400 });
		const way = await w.consent(noa.token, noa.account);
		const page = await fetch(swap(way, { next: elsewhere, redirect_uri: elsewhere }), { redirect: 'manual' });
		expect([page.status, page.headers.get('location')]).toEqual([200, null]);
		expect(await page.text()).not.toContain('evil');
	});

	test.each([
		'/oauth/callback/',
		'/oauth/callback/more',
		'//oauth/callback',
		'/oauth/callback%2Fmore',
		'/oauth',
	])('an address beside the callback is none (%s)', async (path) => {
		const way = new URL(await w.consent(noa.token, noa.account));
		expect((await fetch(`${w.t.origin}${path}${way.search}`)).status).toBe(404);
		await nothingStored();
	});

	test('what the address holds is not repeated on the page', async () => {
		const text = '<script>alert(1)</script>';
		const way = await w.consent(noa.token, { ...noa.account, denies: true });
		const page = await fetch(swap(way, { error_description: text, error: text }));
		expect(page.status).toBe(403);
		expect(await page.text()).not.toContain('alert');
	});

	test('a colleague’s connection cannot be signed in to', async () => {
		await w.signIn(noa.token, noa.account);
		const [connection] = await w.connectionsOf(noa);
		const { connectionId } = connection!;
		const other = await w.newcomer();
		for (const token of [other.token, w.t.admin.token]) {
			const response = await w.t.api(token, '/v1/sign-ins', { provider: 'vendor', connectionId });
			expect(response.status).toBe(404);
		}
	});

	test('every sign-in has its own state of 256 bits and its own challenge', async () => {
		const all = await Promise.all(Array.from({ length: 10 }, () => w.begin(noa.token)));
		const queries = all.map((address) => new URL(address).searchParams);
		const states = new Set(queries.map((query) => query.get('state')));
		const challenges = new Set(queries.map((query) => query.get('code_challenge')));
		expect([states.size, challenges.size]).toEqual([10, 10]);
		for (const query of queries) {
			expect(Buffer.from(query.get('state') ?? '', 'base64url')).toHaveLength(32);
			expect(query.get('code_challenge_method')).toBe('S256');
		}
	});
});
