import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ACCESS_TOKEN, GmailSimulator, MAILBOX, PUSH_ACCOUNT } from '../../tests/support/vendors/gmail.ts';
import { addConnection, hookUrl } from '../accounts/connections.ts';
import { startTestApp, type TestApp } from '../http/app.testkit.ts';
import gmail from '../providers/gmail/index.ts';
import { createRegistry } from '../providers/registry.ts';
import { startJobs } from './start.ts';

let google: GmailSimulator;
let server: TestApp;
beforeEach(async () => {
	google = await new GmailSimulator().start();
	server = await startTestApp({ providers: createRegistry([gmail]), dispatch: google.dispatch() });
});
afterEach(async () => {
	await server.stop();
	google.stop();
});

async function connect(): Promise<(historyId: string) => Promise<number>> {
	const { context, workspace } = server;
	const added = await addConnection(
		{
			workspaceId: workspace.workspaceId,
			provider: gmail,
			name: 'Gmail',
			secrets: { accessToken: ACCESS_TOKEN },
			settings: { mailbox: MAILBOX, pushServiceAccount: PUSH_ACCOUNT },
		},
		{ ...context, changed: context.directories.changed },
	);
	if (added.kind !== 'added') throw new Error(added.kind);
	const url = hookUrl(server.origin, added.connection);
	const updatedAt = '2026-05-01T08:00:00.000Z';
	const lead = { leadId: 'lead_1', name: 'Mira Sand', phones: [], emails: ['mira@example.org'], updatedAt };
	await context.store.leads.write(workspace.workspaceId, [lead]);
	return async (historyId) => {
		const token = await google.token({ aud: url }, context.clock.now());
		const data = Buffer.from(JSON.stringify({ emailAddress: MAILBOX, historyId })).toString('base64');
		const response = await fetch(url, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({ message: { data, messageId: historyId }, subscription: 'projects/p/s' }),
		});
		return response.status;
	};
}

const mail = (id: string) => ({ id, from: 'Mira <mira@example.org>', to: MAILBOX, text: 'Hello' });
const messages = async () => {
	const stored = await server.store.events.read(server.workspace.workspaceId, 0, 100);
	return stored.filter(({ type }) => type === 'ringside.message.received').map(({ subject }) => subject);
};

/** Not the connection's upkeep, which always waits for its next round. */
const waitingReads = async () => {
	const kinds = Object.keys(gmail.jobs ?? {});
	const now = server.context.clock.now() + 60 * 60_000;
	return (await server.store.jobs.lease({ kinds, now, leaseMs: 0, limit: 10 })).length;
};

test('a push over HTTP becomes a message of a known person, published once', async () => {
	const published = vi.spyOn(server.context.hub, 'publish');
	const jobs = startJobs(server.context);
	onTestFinished(async () => void (await jobs.stop(1_000)));
	const push = await connect();
	const first = google.add(mail('m1'));
	expect(await push(first)).toBe(204);
	await vi.waitFor(async () => expect(await messages()).toEqual(['gmail-m1']), 5_000);
	expect(await push(first)).toBe(204);
	expect(await push(google.add(mail('m2')))).toBe(204);
	await vi.waitFor(async () => expect(await messages()).toEqual(['gmail-m1', 'gmail-m2']), 5_000);
	const told = published.mock.calls.flatMap(([events]) => events.map(({ subject }) => subject));
	// The rest tells how the connection is.
	expect(told.filter((subject) => subject.startsWith('gmail-'))).toEqual(['gmail-m1', 'gmail-m2']);
	await vi.waitFor(async () => expect(await waitingReads()).toBe(0));
});

test('work that was accepted before a stop is done after the next start', async () => {
	const push = await connect();
	expect(await push(google.add(mail('m1')))).toBe(204);
	expect(await messages()).toEqual([]);
	const jobs = startJobs(server.context);
	await vi.waitFor(async () => expect(await messages()).toEqual(['gmail-m1']), 5_000);
	expect(await jobs.stop(1_000)).toBe('idle');
});

test('how much work waits is to be seen in the metrics', async () => {
	const jobs = startJobs(server.context);
	await jobs.stop(1_000);
	const push = await connect();
	await push(google.add(mail('m1')));
	const metrics = await (await fetch(`${server.origin}/metrics`)).text();
	expect(metrics).toMatch(/^ringside_jobs_waiting [1-9]\d*$/m);
	expect(metrics).toMatch(/^ringside_jobs_dead 0$/m);
	expect(metrics).toMatch(/^ringside_jobs_age_seconds [\d.e-]+$/m);
});

test('a job that is cut off asks nobody anything more, and is done after the next start', async () => {
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	const { vendorTools } = server.context;
	const slow: typeof vendorTools = (found, provider) => {
		const tools = vendorTools(found, provider);
		const ask: typeof tools.ask = async (request) => {
			await held;
			return tools.ask(request);
		};
		return { ...tools, ask };
	};
	const push = await connect();
	await push(google.add(mail('m1')));
	const jobs = startJobs({ ...server.context, vendorTools: slow });
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(await jobs.stop(50)).toBe('cut-off');
	google.requests.length = 0;
	release();
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(google.requests).toHaveLength(1);
	expect(await messages()).toEqual([]);
	expect(await waitingReads()).toBe(1);
});
