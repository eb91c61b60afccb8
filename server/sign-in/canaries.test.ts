import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Newcomer, openWorld, type World } from './sign-in.testkit.ts';

let w: World;
let noa: Newcomer;
beforeAll(async () => {
	w = await openWorld();
	noa = await w.newcomer();
});
afterAll(() => w.close());

test('no token, code, state or secret is in a log, an event or, plain, in any file', async () => {
	const way = await w.consent(noa.token, noa.account);
	const denied = await w.consent(noa.token, { ...noa.account, denies: true });
	const states = [way, denied].map((address) => new URL(address).searchParams.get('state') ?? '');
	for (const address of [way, way, denied, `${w.t.origin}/oauth/callback?code=canary-code&state=canary`])
		await fetch(address);
	const [connection] = await w.connectionsOf(noa);
	const { connectionId } = connection!;
	const { signIns } = w.t.context;
	w.clock.advance(2 * 3_600_000);
	expect(await signIns.accessToken(w.workspaceId, connectionId)).toMatchObject({ kind: 'token' });
	w.clock.advance(2 * 3_600_000);
	w.vendor.faults.push({ path: '/token', fault: { kind: 'lose-reply' } });
	expect(await signIns.accessToken(w.workspaceId, connectionId)).toMatchObject({ kind: 'signed-out' });
	await signIns.revoke(w.workspaceId, connectionId);

	const secrets = [...w.vendor.secrets, ...states, 'client-secret-1', 'canary-code'];
	expect(secrets.length).toBeGreaterThanOrEqual(9);
	const events = JSON.stringify(await w.eventsOf(connectionId));
	const files = readdirSync(w.t.folder).filter((name) => name.startsWith('ringside.db'));
	expect(files).toContain('ringside.db');
	const bytes = files.map((name) => readFileSync(join(w.t.folder, name)));
	for (const secret of secrets) {
		expect(secret.length).toBeGreaterThan(8);
		expect(w.t.log()).not.toContain(secret);
		expect(events).not.toContain(secret);
		for (const file of bytes) expect(file.includes(secret)).toBe(false);
	}
	expect(w.t.log()).toContain('/oauth/callback');
});

test('taken back: the vendor has forgotten it, too', async () => {
	const ben = await w.newcomer();
	await w.signIn(ben.token, ben.account);
	const [connection] = await w.connectionsOf(ben);
	const { connectionId } = connection!;
	await w.t.context.revoke(w.workspaceId, connectionId);
	expect(w.vendor.count('/revoke')).toBe(1);
	w.clock.advance(2 * 3_600_000);
	expect(await w.t.context.signIns.accessToken(w.workspaceId, connectionId)).toMatchObject({
		kind: 'signed-out',
	});
});
