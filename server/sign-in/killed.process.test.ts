import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openSse } from '../http/app.testkit.ts';
import { startJobs } from '../jobs/start.ts';
import { openWorld } from './sign-in.testkit.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

test('a server killed between the vendor’s answer and the disk: within a minute she and the admin are told to sign in', async () => {
	const w = await openWorld();
	const [noa, ben] = [await w.newcomer(), await w.newcomer()];
	const ids: string[] = [];
	for (const person of [noa, ben]) {
		await w.signIn(person.token, person.account);
		const [connection] = await w.connectionsOf(person);
		ids.push(connection!.connectionId);
	}
	const [noas, bens] = ids as [string, string];
	w.clock.advance(2 * HOUR);
	const killedAt = w.clock.now();
	const script = join(import.meta.dirname, 'dying-server.testkit.ts');
	const file = join(w.t.folder, 'ringside.db');
	const args = [script, file, w.vendor.origin, w.workspaceId, noas, String(killedAt)];
	const child = spawn(process.execPath, args, { stdio: 'inherit' });
	expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
	expect(w.vendor.count('refresh_token')).toBe(1);
	const stored = await w.t.store.setup.tokens(w.workspaceId, noas);
	expect(stored, 'nothing was stored').toMatchObject({
		generation: 1,
		state: 'ok',
		refreshingUntil: killedAt + 30_000,
	});

	const streams = await Promise.all(
		[noa.token, ben.token, w.t.admin.token].map((token) => openSse(w.t.origin, token)),
	);
	const jobs = startJobs(w.t.context);
	try {
		await vi.waitFor(
			async () => {
				// Time goes on for as long as nothing has happened.
				w.clock.advance(1_000);
				expect(await w.t.store.setup.tokens(w.workspaceId, noas)).toMatchObject({ state: 'signed-out' });
			},
			{ timeout: 60_000, interval: 300 },
		);
		expect(w.clock.now() - killedAt).toBeLessThanOrEqual(MINUTE);
		await Promise.all([streams[0]!, streams[2]!].map((stream) => stream.next('event', noas)));
		expect((await w.eventsOf(noas)).at(-1).data).toMatchObject({
			state: 'attention',
			reason: 'Vendor has ended the sign-in. Please sign in again.',
		});
		expect(streams[1]!.subjects()).not.toContain(noas);
		const bensToken = await w.t.context.signIns.accessToken(w.workspaceId, bens);
		expect(bensToken, 'a colleague').toMatchObject({ kind: 'token', generation: 2 });
	} finally {
		for (const stream of streams) stream.close();
		await jobs.stop(5_000);
		await w.close();
	}
});
