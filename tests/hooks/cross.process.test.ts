import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../server/http/app.testkit.ts';
import { loadProviders } from '../../server/providers/registry.ts';
import { addressOf, connect, post, requestOf, type Sender } from './senders.testkit.ts';

const providers = await loadProviders();
let t: TestApp;
const senders: Sender[] = [];

beforeAll(async () => {
	t = await startTestApp({ providers });
	const { workspaceId } = await t.otherWorkspace();
	for (const provider of providers.all()) {
		senders.push(await connect(t, provider, 'ours'));
		senders.push(await connect(t, provider, 'ours-too'));
		senders.push(await connect(t, provider, 'theirs', workspaceId));
	}
}, 60_000);
afterAll(() => t.stop());

const isBelieved = (status: number) => status >= 200 && status < 300;

test('of every provider’s request, signed with every secret there is, sent to every address, only the right one passes', async () => {
	const passed: string[] = [];
	let tried = 0;
	for (const target of senders) {
		const url = addressOf(t, target);
		for (const { provider } of senders.filter((one) => one.name.startsWith('ours/'))) {
			const requests = senders.map((signer) => ({ signer, ...requestOf(t, provider, signer, url) }));
			const statuses = await Promise.all(requests.map((request) => post(url, request)));
			for (const [index, status] of statuses.entries()) {
				tried += 1;
				expect(isBelieved(status) || status === 401, `${status} at ${target.name}`).toBe(true);
				if (isBelieved(status)) passed.push(`${provider.id} by ${senders[index]?.name} at ${target.name}`);
			}
		}
	}
	expect(passed.sort()).toEqual(
		senders.map((one) => `${one.provider.id} by ${one.name} at ${one.name}`).sort(),
	);
	expect(tried).toBe(senders.length ** 2 * providers.all().length);
}, 120_000);

test('what passed is in the log of its own workspace and connection, and nothing else is anywhere', async () => {
	for (const workspace of await t.store.records.workspaces()) {
		const own = senders.filter((one) => one.connection.workspaceId === workspace.workspaceId);
		const ids = own.map((one) => one.connection.connectionId);
		const deliveries = await t.store.deliveries.list(workspace.workspaceId, { limit: 100_000 });
		const believed = deliveries.filter((one) => one.outcome !== 'refused');
		expect(believed.map((one) => one.connectionId).sort()).toEqual([...ids].sort());
		expect(believed.every((one) => one.outcome === 'accepted')).toBe(true);
		const events = await t.store.events.read(workspace.workspaceId, 0, 100_000);
		expect(events.every((event) => ids.includes(event.connectionId))).toBe(true);
		expect(new Set(events.map((event) => event.connectionId)).size).toBeLessThanOrEqual(ids.length);
	}
});
