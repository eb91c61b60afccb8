import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { ACCESS_TOKEN, RingCentralSimulator } from '../../../tests/support/vendors/ringcentral.ts';
import { changeConnection } from '../../accounts/change-connection.ts';
import { addConnection } from '../../accounts/connections.ts';
import { startTestApp, type TestApp } from '../../http/app.testkit.ts';
import { startJobs } from '../../jobs/start.ts';
import { createRegistry } from '../registry.ts';
import ringcentral from './index.ts';
import { text } from './store.testkit.ts';

const file = path.join(import.meta.dirname, 'fixtures', '18-message-store-change.json');
const Fixture = z.object({
	secret: z.string(),
	rawBody: z.string(),
	headers: z.record(z.string(), z.string()),
});
const fixture = Fixture.parse(JSON.parse(readFileSync(file, 'utf8')));

let vendor: RingCentralSimulator;
let t: TestApp;
beforeEach(async () => {
	vendor = await new RingCentralSimulator().start();
	t = await startTestApp({ providers: createRegistry([ringcentral]), dispatch: vendor.dispatch() });
	const jobs = startJobs(t.context);
	onTestFinished(async () => void (await jobs.stop(1_000)));
});
afterEach(async () => {
	await t.stop();
	vendor.stop();
});

const told = async () =>
	(await t.store.events.read(t.workspace.workspaceId, 0, 100))
		.map(({ subject, type }) => [subject, type])
		.filter(([, type]) => type !== 'ringside.connection.status');

/** How often the message was fetched. */
const fetches = () => vendor.requests.filter((path) => path.endsWith('/message-store/820000000072')).length;

async function connect(secrets: Record<string, string> = {}) {
	const wanted = { workspaceId: t.workspace.workspaceId, provider: ringcentral, name: 'Phone', settings: {} };
	const added = await addConnection(
		{ ...wanted, secrets: { secret: fixture.secret, ...secrets } },
		{ ...t.context, changed: t.context.directories.changed },
	);
	if (added.kind !== 'added') throw new Error(added.kind);
	const { hookKey } = added.connection;
	const url = `${t.origin}/hooks/ringcentral/${hookKey}`;
	const post = () => fetch(url, { method: 'POST', headers: fixture.headers, body: fixture.rawBody });
	return { connection: added.connection, post };
}

test('a change of the message store over HTTP becomes what was sent from the phone, once', async () => {
	vendor.messages.push(text(820_000_000_072));
	const { post } = await connect({ accessToken: ACCESS_TOKEN });
	expect((await post()).status).toBe(200);
	const sent = [['ringcentral-820000000072', 'ringside.message.sent']];
	await vi.waitFor(async () => expect(await told()).toEqual(sent), 5_000);
	const asked = fetches();
	// While the first job is under way, a repeat adds none.
	const again = async () => {
		expect((await post()).status).toBe(200);
		expect(fetches()).toBeGreaterThan(asked);
	};
	await vi.waitFor(again, 5_000);
	expect(await told()).toEqual(sent);
});

test('without a token it waits as a dead letter that says what to mend, and is done once revived', async () => {
	vendor.messages.push(text(820_000_000_072));
	const { connection, post } = await connect();
	await post();
	const dead = () => t.store.jobs.dead(t.workspace.workspaceId, 10);
	await vi.waitFor(async () => expect(await dead()).toHaveLength(2), 5_000);
	expect((await dead()).every(({ reason }) => reason.includes('Sign in to RingCentral'))).toBe(true);
	const change = { secrets: { accessToken: ACCESS_TOKEN } };
	await changeConnection(connection, ringcentral, change, { ...t.context, changed: () => {} });
	// Secrets of before are trusted for a moment longer: who revives at once may have to do it again.
	const revived = async () => {
		for (const { jobId } of await dead()) await t.store.jobs.revive(t.workspace.workspaceId, jobId, 0);
		expect(await told()).toHaveLength(1);
	};
	await vi.waitFor(revived, { timeout: 10_000, interval: 200 });
});
