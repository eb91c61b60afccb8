import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../sign-in/sign-in.testkit.ts';
import { StoreUnavailable } from '../store/ports.ts';

let w: World;
let isFull = false;
beforeAll(async () => {
	const wrap = (store: World['t']['store']) => {
		const takeSignIn: typeof store.setup.takeSignIn = async (...args) => {
			if (isFull) throw new StoreUnavailable('disk full');
			return store.setup.takeSignIn(...args);
		};
		return { ...store, setup: { ...store.setup, takeSignIn } };
	};
	w = await openWorld({}, { wrap });
});
afterAll(() => w.close());

test('a full disk is said on the page, and the same way goes on once there is room', async () => {
	const noa = await w.newcomer();
	const way = await w.consent(noa.token, noa.account);
	isFull = true;
	const page = await fetch(way, { headers: { 'accept-language': 'de' } });
	expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
	expect(await page.text()).toContain('Warten Sie eine Minute');
	isFull = false;
	expect((await fetch(way)).status).toBe(200);
});

test('a device begins twenty sign-ins a minute; its colleagues are not held up', async () => {
	const [noa, ben] = [await w.newcomer(), await w.newcomer()];
	const begin = (token: string) => w.t.api(token, '/v1/sign-ins', { provider: 'vendor' });
	const statuses = [];
	for (let count = 0; count < 21; count += 1) statuses.push((await begin(noa.token)).status);
	expect(statuses).toEqual([...Array(20).fill(200), 429]);
	expect((await begin(ben.token)).status).toBe(200);
});

test('who comes back too often is told to wait, in words', async () => {
	const pages = await Promise.all(Array.from({ length: 125 }, () => fetch(`${w.t.origin}/oauth/callback`)));
	const late = pages.find(({ status }) => status === 429);
	expect(await late?.text()).toContain('Wait a minute');
});

test('after a sign-in its upkeep is due at once', async () => {
	const due = await w.t.store.jobs.lease({
		...{ kinds: ['upkeep.connection', 'sign-in.keep'], now: w.clock.now(), leaseMs: 1_000, limit: 10 },
	});
	const [connection] = (await w.t.store.records.directory(w.workspaceId))!.connections;
	expect(due.map(({ kind, key }) => [kind, key]).sort()).toEqual([
		['sign-in.keep', connection!.connectionId],
		['upkeep.connection', connection!.connectionId],
	]);
});
