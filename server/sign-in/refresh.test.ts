import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { randomIds } from '../ids.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { keepHandler } from './keep.ts';
import { type Newcomer, openWorld, type World } from './sign-in.testkit.ts';
import { createSignIns, type SignIns } from './sign-ins.ts';

const HOUR = 3_600_000;
const LATE = 0.9 * HOUR;

let w: World;
let others: { signIns: SignIns; close(): Promise<void> }[];
let noa: Newcomer;
let connectionId: string;

/** Another server on the same data. */
async function anotherServer() {
	const file = join(w.t.folder, 'ringside.db');
	const store = await openSqliteStore({ file, clock: systemClock, ids: randomIds });
	const { context } = w.t;
	const signIns = createSignIns({ ...context, ...w.out, store, publish: () => {}, changed: () => {} });
	return { signIns, close: () => store.close() };
}

beforeAll(async () => {
	w = await openWorld();
	others = [await anotherServer(), await anotherServer()];
});
afterAll(async () => {
	await Promise.all(others.map(({ close }) => close()));
	await w.close();
});
beforeEach(async () => {
	Object.assign(w.vendor, { rotates: true, tellsRefreshLifetime: false, accessSeconds: 3_600 });
	w.vendor.faults.length = 0;
	noa = await w.newcomer();
	connectionId = await connect(noa);
	w.vendor.requests.length = 0;
});

async function connect(person: Newcomer): Promise<string> {
	await w.signIn(person.token, person.account);
	const [connection] = await w.connectionsOf(person);
	return connection!.connectionId;
}

const here = () => w.t.context.signIns;
const ask = (server: SignIns = here(), id = connectionId) => server.accessToken(w.workspaceId, id);
const stored = () => w.t.store.setup.tokens(w.workspaceId, connectionId);
const fault = (kind: 'lose-reply' | 'hang') => w.vendor.faults.push({ path: '/token', fault: { kind } });
const status = (code: number, headers = {}) =>
	w.vendor.faults.push({ path: '/token', fault: { kind: 'status', status: code, headers } });

describe('a token is refreshed once, never lost, never shared', () => {
	test('it is refreshed while a third of its life is left, and not before', async () => {
		const first = await ask();
		w.clock.advance(HOUR * 0.66);
		expect(await ask()).toEqual(first);
		w.clock.advance(HOUR * 0.01);
		const second = await ask();
		expect(second).toMatchObject({ kind: 'token', generation: 2 });
		expect(w.vendor.count('refresh_token')).toBe(1);
	});

	test('three servers with twenty questions each, at its end: the vendor is asked exactly once', async () => {
		w.clock.advance(2 * HOUR);
		const servers = [here(), ...others.map(({ signIns }) => signIns)];
		const answers = await Promise.all(
			servers.flatMap((server) => Array.from({ length: 20 }, () => ask(server))),
		);
		expect(w.vendor.count('refresh_token')).toBe(1);
		expect(answers).toHaveLength(60);
		const tokens = new Set(answers.map((one) => (one.kind === 'token' ? one.token : one.reason)));
		expect(tokens.size).toBe(1);
		expect(answers[0]).toMatchObject({ kind: 'token' });
	});

	test('while a refresh is under way what is still good is handed out', async () => {
		w.clock.advance(LATE);
		const { promise, resolve } = Promise.withResolvers<void>();
		w.vendor.faults.push({ path: '/token', fault: { kind: 'wait', until: promise } });
		const slow = ask();
		await expect.poll(() => w.vendor.count('refresh_token')).toBe(1);
		expect(await ask(others[0]!.signIns)).toMatchObject({ kind: 'token', generation: 1 });
		resolve();
		expect(await slow).toMatchObject({ kind: 'token', generation: 2 });
	});

	test('the new token is in the store before anybody has it', async () => {
		w.clock.advance(LATE);
		const token = await ask();
		expect((await stored())?.generation).toBe(token.kind === 'token' ? token.generation : 0);
		w.clock.advance(LATE);
		expect(await ask(others[1]!.signIns)).toMatchObject({ kind: 'token', generation: 3 });
	});

	test('a vendor that gives no new refresh token keeps the one there is', async () => {
		w.vendor.rotates = false;
		for (const generation of [2, 3, 4]) {
			w.clock.advance(LATE);
			expect(await ask()).toMatchObject({ kind: 'token', generation });
		}
	});

	test('an end that the vendor first names at a refresh is kept', async () => {
		expect((await stored())?.signInEndsAt).toBeUndefined();
		w.vendor.tellsRefreshLifetime = true;
		w.clock.advance(LATE);
		await ask();
		expect((await stored())?.signInEndsAt).toBe(w.clock.now() + 7 * 24 * HOUR);
	});

	test.each([
		['moves on with each use is none to warn of', true],
		['stays where it is, whatever is used, is told of', false],
	])('an end that %s', async (_, rotates) => {
		Object.assign(w.vendor, { rotates, tellsRefreshLifetime: true });
		connectionId = await connect(await w.newcomer());
		const end = w.clock.now() + 7 * 24 * HOUR;
		expect((await stored())?.signInEndsAt).toBe(end);
		for (const generation of [2, 3]) {
			w.clock.advance(LATE);
			expect(await ask()).toMatchObject({ kind: 'token', generation });
			expect((await stored())?.signInEndsAt).toBe(rotates ? undefined : end);
		}
	});

	test('a token that the vendor no longer takes is replaced, once for all who were refused', async () => {
		w.clock.advance(HOUR / 10);
		const servers = [here(), ...others.map(({ signIns }) => signIns)];
		const renewed = await Promise.all(servers.map((one) => one.renewed(w.workspaceId, connectionId, 1)));
		expect(renewed).toMatchObject(Array(3).fill({ kind: 'token', generation: 2 }));
		expect(w.vendor.count('refresh_token')).toBe(1);
	});
});

describe('when the answer does not come', () => {
	test('lost after the rotation: signed out at once, with words, to her and the admins', async () => {
		const ben = await w.newcomer();
		const bens = await connect(ben);
		w.clock.advance(2 * HOUR);
		fault('lose-reply');
		const words = 'Vendor has ended the sign-in. Please sign in again.';
		expect(await ask()).toEqual({ kind: 'signed-out', reason: words });
		expect(await stored()).toMatchObject({ state: 'signed-out', reason: words });
		const told = (await w.eventsOf(connectionId)).at(-1);
		expect(told).toMatchObject({ type: 'ringside.connection.status' });
		expect(told.data).toMatchObject({ connectionId, provider: 'vendor', state: 'attention', reason: words });
		expect(await ask(here(), bens), 'a colleague').toMatchObject({ kind: 'token' });
		const page = await w.signIn(noa.token, noa.account, connectionId);
		expect([page.status, (await ask()).kind]).toEqual([200, 'token']);
	});

	test('lost, and the vendor has changed nothing: the same token works the second time', async () => {
		w.vendor.rotates = false;
		w.clock.advance(2 * HOUR);
		fault('lose-reply');
		expect(await ask()).toMatchObject({ kind: 'token', generation: 2 });
		expect(w.vendor.count('refresh_token')).toBe(2);
	});

	test('a vendor that is down signs nobody out, is not pressed, and is asked again', async () => {
		w.clock.advance(2 * HOUR);
		status(503);
		status(500);
		const later = await ask();
		expect(later).toMatchObject({ kind: 'later', at: w.clock.now() + 15_000 });
		expect(await ask()).toMatchObject({ kind: 'later' });
		expect(w.vendor.count('refresh_token')).toBe(2);
		w.clock.advance(15_000);
		expect(await ask()).toMatchObject({ kind: 'token', generation: 2 });
	});

	test('asked to wait, it waits as long, and hands out what is still good', async () => {
		w.clock.advance(LATE);
		status(429, { 'retry-after': '120' });
		expect(await ask()).toMatchObject({ kind: 'token', generation: 1 });
		w.clock.advance(119_000);
		expect(await ask()).toMatchObject({ generation: 1 });
		expect(w.vendor.count('refresh_token')).toBe(1);
		w.clock.advance(1_000);
		expect(await ask()).toMatchObject({ generation: 2 });
	});

	test('a server that died in the middle is waited for, then another takes over', async () => {
		w.clock.advance(2 * HOUR);
		const now = w.clock.now();
		const claim = { generation: 1, now, until: now + 30_000 };
		expect(await w.t.store.setup.claimRefresh(w.workspaceId, connectionId, claim)).toBe(true);
		const waiting = ask();
		await expect.poll(() => w.pauses()).toBeGreaterThan(0);
		expect(w.vendor.count('refresh_token')).toBe(0);
		w.clock.advance(30_000);
		expect(await waiting).toMatchObject({ kind: 'token', generation: 2 });
	});

	test('an app whose secret is wrong is the admin’s matter: nobody has to sign in again', async () => {
		w.clock.advance(2 * HOUR);
		const client = w.vendor.clients.get('client-1')!;
		client.secret = 'changed at the vendor';
		expect(await ask()).toMatchObject({ kind: 'later', reason: expect.stringContaining('secret') });
		expect((await stored())?.state).toBe('ok');
		client.secret = 'client-secret-1';
		w.clock.advance(15_000);
		expect(await ask()).toMatchObject({ kind: 'token' });
	});

	test('revoked at the vendor: known at the next refresh, and not asked for again', async () => {
		w.vendor.revokeAll(noa.account.id);
		w.clock.advance(LATE);
		expect(await ask()).toMatchObject({ kind: 'signed-out' });
		expect(await ask()).toMatchObject({ kind: 'signed-out' });
		expect(w.vendor.count('refresh_token')).toBe(1);
	});
});

describe('the job that keeps a sign-in', () => {
	const run = () => {
		const { keys } = w.t.context;
		const handler = keepHandler({ store: w.t.store, tokens: here(), keys, clock: w.clock });
		const job = { jobId: 'j', workspaceId: w.workspaceId, kind: 'sign-in.keep', key: connectionId };
		const context = { stillMine: async () => true };
		return handler(
			{ ...job, payload: { connectionId }, dueAt: 0, attempt: 1, maxAttempts: 9, fence: 1 },
			context,
		);
	};

	test('it comes back when the token is due, refreshes it, and ends with the sign-in', async () => {
		const begun = w.clock.now();
		expect(await run()).toEqual({ kind: 'again', at: begun + (2 / 3) * HOUR });
		w.clock.advance((2 / 3) * HOUR);
		expect(await run()).toEqual({ kind: 'again', at: w.clock.now() + (2 / 3) * HOUR });
		expect(w.vendor.count('refresh_token')).toBe(1);
		w.vendor.revokeAll(noa.account.id);
		w.clock.advance(HOUR);
		expect(await run()).toEqual({ kind: 'done' });
	});

	test('a vendor that is down is tried again soon', async () => {
		w.clock.advance(2 * HOUR);
		status(503);
		status(503);
		expect(await run()).toEqual({ kind: 'again', at: w.clock.now() + 15_000 });
	});
});
