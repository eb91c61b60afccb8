import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enterApp, type Newcomer, openWorld, type World } from './sign-in.testkit.ts';

let w: World;
let noa: Newcomer;
beforeAll(async () => {
	w = await openWorld();
});
beforeEach(async () => {
	w.vendor.clients.get('client-1')!.secret = 'client-secret-1';
	noa = await w.newcomer();
	w.vendor.requests.length = 0;
	w.vendor.iss = undefined;
});
afterAll(() => w.close());

const found = (connectionId: string) => w.t.context.signIns.accessToken(w.workspaceId, connectionId);

describe('signing in', () => {
	test('a member signs in with a click, and the account is hers', async () => {
		const page = await w.signIn(noa.token, noa.account);
		expect(page.status).toBe(200);
		expect(await page.text()).toContain('You are signed in: Vendor');
		const [connection, ...others] = await w.connectionsOf(noa);
		expect(others).toEqual([]);
		expect(connection).toMatchObject({ ownerUserId: noa.user.userId, name: noa.account.label });
		expect(connection?.settings).toEqual({ mailbox: noa.account.label });
		expect(await found(connection!.connectionId)).toMatchObject({
			kind: 'token',
			token: expect.stringMatching(/^access-/),
		});
		expect((await w.eventsOf(connection!.connectionId)).map(({ type, data }) => [type, data.state])).toEqual([
			['ringside.connection.status', 'waiting'],
		]);
	});

	test('signing in again keeps the connection and its address', async () => {
		await w.signIn(noa.token, noa.account);
		const [before] = await w.connectionsOf(noa);
		expect((await w.signIn(noa.token, noa.account)).status).toBe(200);
		expect((await w.signIn(noa.token, noa.account, before!.connectionId)).status).toBe(200);
		expect(await w.connectionsOf(noa)).toEqual([before]);
	});

	test('a connection that was added by hand is used, not doubled', async () => {
		const provider = w.t.context.providers.find('vendor')!;
		const { addConnection } = await import('../accounts/connections.ts');
		const wanted = { workspaceId: w.workspaceId, provider, name: 'By hand', secrets: {}, settings: {} };
		const ownerUserId = noa.user.userId;
		await addConnection({ ...wanted, ownerUserId }, { ...w.t.context, changed: () => {} });
		await w.signIn(noa.token, noa.account);
		expect(await w.connectionsOf(noa)).toMatchObject([
			{ name: 'By hand', settings: { mailbox: noa.account.label } },
		]);
	});

	test('an account of a colleague is refused with words, and stays hers', async () => {
		await w.signIn(noa.token, noa.account);
		const other = await w.newcomer();
		const page = await w.signIn(other.token, noa.account);
		expect(page.status).toBe(409);
		expect(await page.text()).toContain('A colleague has already connected this account');
		expect(await w.connectionsOf(noa)).toMatchObject([{ ownerUserId: noa.user.userId }]);
	});

	test('two people who connect one account at the same instant: one has it', async () => {
		const other = await w.newcomer();
		const ways = await Promise.all([w.consent(noa.token, noa.account), w.consent(other.token, noa.account)]);
		const pages = await Promise.all(ways.map((way) => fetch(way)));
		expect(pages.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(await w.connectionsOf(noa)).toHaveLength(1);
	});

	test('signing in again to another account is refused, and the one before goes on', async () => {
		await w.signIn(noa.token, noa.account);
		const [connection] = await w.connectionsOf(noa);
		const ben = await w.newcomer();
		const page = await w.signIn(noa.token, ben.account, connection!.connectionId);
		expect(page.status).toBe(409);
		expect(await page.text()).toContain('another account than before');
		const tokens = await w.t.context.store.setup.tokens(w.workspaceId, connection!.connectionId);
		expect(tokens).toMatchObject({ accountId: noa.account.id, state: 'ok' });
	});

	test('what was not allowed is named; what nobody needs is not', async () => {
		const some = await w.signIn(noa.token, { ...noa.account, unticked: ['calls.read', 'messages.read'] });
		const text = await some.text();
		expect(some.status).toBe(200);
		expect(text).toContain('See who calls');
		expect(text).not.toContain('Show messages');
		const all = await (await w.signIn(noa.token, { ...noa.account, unticked: ['messages.read'] })).text();
		expect(all).not.toContain('See who calls');
	});

	test.each([
		['de-DE,de;q=0.9,en;q=0.5', 'Sie sind angemeldet', 'de'],
		['fr, es-MX;q=0.8, en;q=0.3', 'Ha iniciado sesión', 'es'],
		['ja', 'You are signed in', 'en'],
	])('the page speaks the browser’s language (%s)', async (header, words, lang) => {
		const way = await w.consent(noa.token, noa.account);
		const page = await fetch(way, { headers: { 'accept-language': header } });
		const text = await page.text();
		expect(text).toContain(words);
		expect(text).toContain(`<html lang="${lang}">`);
	});

	test('the page keeps nothing, loads nothing and tells nobody where it was', async () => {
		const { headers } = await w.signIn(noa.token, noa.account);
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('referrer-policy')).toBe('no-referrer');
		expect(headers.get('content-security-policy')).toContain("default-src 'none'");
	});

	test('before an admin has entered the app nobody can begin', async () => {
		await w.t.api(w.t.admin.token, '/v1/apps/vendor', undefined, 'DELETE');
		const response = await w.t.api(noa.token, '/v1/sign-ins', { provider: 'vendor' });
		expect(response.status).toBe(409);
		expect(await response.json()).toMatchObject({ type: 'https://ringside.dev/problems/app-missing' });
		expect((await w.t.api(noa.token, '/v1/sign-ins', { provider: 'generic' })).status).toBe(404);
		await enterApp(w.t, w.workspaceId);
	});
});

describe('when it does not go well', () => {
	test.each([
		['the person says no', 403, 'You said no'],
		['the vendor is down', 503, 'does not answer right now'],
		['the vendor does not know the app', 502, 'have to be entered again'],
		['the account cannot be asked', 502, 'did not say which account'],
	])('%s: the page says so and nothing is kept', async (what, status, words) => {
		const { faults } = w.vendor;
		if (what === 'the vendor is down')
			faults.push({ path: '/token', fault: { kind: 'status', status: 503 } });
		if (what === 'the account cannot be asked')
			faults.push({ path: '/me', fault: { kind: 'status', status: 403 } });
		const way = await w.consent(noa.token, { ...noa.account, denies: what === 'the person says no' });
		if (what === 'the vendor does not know the app') w.vendor.clients.get('client-1')!.secret = 'another';
		const page = await fetch(way);
		expect(page.status).toBe(status);
		expect(await page.text()).toContain(words);
		expect(await w.connectionsOf(noa)).toEqual([]);
		expect((await fetch(way)).status, 'the state is used up').toBe(410);
	});
});
