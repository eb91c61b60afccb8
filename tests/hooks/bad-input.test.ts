import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../server/http/app.testkit.ts';
import type { Provider, SimulatedRequest } from '../../server/providers/provider.ts';
import { loadProviders } from '../../server/providers/registry.ts';
import { addressOf, connect, post, requestOf, type Sender } from './senders.testkit.ts';

const providers = await loadProviders();
let t: TestApp;
const senders = new Map<string, Sender>();

beforeAll(async () => {
	// A vendor whose published keys are asked for has none of those that strangers name.
	const noKeys = { kind: 'answered', status: 200, headers: {}, body: Buffer.from('{"keys":[]}') } as const;
	t = await startTestApp({ providers, dispatch: async () => noKeys });
	for (const provider of providers.all()) senders.set(provider.id, await connect(t, provider, 'desk'));
}, 60_000);
afterAll(() => t.stop());

/** These send a token beside the body and sign nothing: a changed body is as true as the way it came. */
const signsNoBody = new Set(['ringcentral', 'cloudtalk', 'gmail']);

interface Bad {
	what: string;
	/** Who is believed on the token alone takes it, and reads what is there. */
	tokenSpeaks: boolean;
	change(request: SimulatedRequest): Pick<SimulatedRequest, 'headers' | 'body'>;
}

const bytes = (request: SimulatedRequest) => Buffer.from(request.body);

const bad: Bad[] = [
	{
		what: 'one bit changed in the body',
		tokenSpeaks: true,
		change: (request) => {
			const body = bytes(request);
			body[body.byteLength >> 1] = (body[body.byteLength >> 1] ?? 0) ^ 1;
			return { ...request, body };
		},
	},
	{
		what: 'a body cut short',
		tokenSpeaks: true,
		change: (request) => ({ ...request, body: bytes(request).subarray(0, -3) }),
	},
	{ what: 'no body', tokenSpeaks: true, change: (request) => ({ ...request, body: new Uint8Array() }) },
	{
		what: 'bytes that are no text',
		tokenSpeaks: true,
		change: (request) => ({ ...request, body: new Uint8Array(200).fill(0xff) }),
	},
	{
		what: 'an array nested a thousand deep',
		tokenSpeaks: true,
		change: (request) => ({ ...request, body: Buffer.from('['.repeat(1_000) + ']'.repeat(1_000)) }),
	},
	{
		what: 'no header but the content type',
		tokenSpeaks: false,
		change: ({ body }) => ({ body, headers: { 'content-type': 'application/json' } }),
	},
	{
		what: 'every header emptied',
		tokenSpeaks: false,
		change: ({ headers, body }) => ({
			body,
			headers: Object.fromEntries(
				Object.keys(headers).map((name) => [name, name === 'content-type' ? 'text/plain' : '']),
			),
		}),
	},
	{
		what: 'every header of its signature turned around',
		tokenSpeaks: false,
		change: ({ headers, body }) => ({
			body,
			headers: Object.fromEntries(
				Object.entries(headers).map(([name, value]) =>
					name === 'content-type' ? [name, value] : [name, [...value].reverse().join('')],
				),
			),
		}),
	},
];

const eventCount = async () => (await t.store.events.read(t.workspace.workspaceId, 0, 100_000)).length;

describe.each(providers.all().map((provider) => [provider.id, provider] as const))('%s', (id, provider) => {
	const sender = () => senders.get(id) as Sender;
	const signed = (by: Provider = provider) => requestOf(t, by, sender(), addressOf(t, sender()));

	test.each(bad)('$what', async ({ tokenSpeaks, change }) => {
		const before = await eventCount();
		const status = await post(addressOf(t, sender()), change(signed()));
		const mayBeRead = tokenSpeaks && signsNoBody.has(id);
		if (mayBeRead) expect([status, status >= 200 && status < 500]).toEqual([status, true]);
		else expect([status, await eventCount()]).toEqual([401, before]);
	});

	test('a connection without a secret believes nobody, not even who signs with nothing', async () => {
		const hookKey = `no-secret-${id}`;
		const { sealedSecrets: _, ...connection } = sender().connection;
		const bare = { ...connection, connectionId: `con_bare_${id}`, hookKey };
		await t.store.records.createConnection(bare);
		const url = `${t.origin}/hooks/${id}/${hookKey}`;
		const before = await eventCount();
		for (const secrets of [sender().secrets, { secret: '' }, {}]) {
			let request: SimulatedRequest;
			try {
				request = requestOf(t, provider, { secrets, settings: sender().settings }, url);
			} catch {
				// Its own library cannot sign with nothing.
				continue;
			}
			// A vendor whose own library refuses to sign leaves such a header empty.
			expect(await post(url, request)).toBe(401);
		}
		expect(await eventCount()).toBe(before);
	});

	test('another content type is refused or read, and never a fault', async () => {
		const before = await eventCount();
		for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', '']) {
			const request = signed();
			const status = await post(addressOf(t, sender()), {
				...request,
				headers: { ...request.headers, 'content-type': type },
			});
			expect([200, 204, 401, 422]).toContain(status);
		}
		expect(await eventCount()).toBeGreaterThanOrEqual(before);
	});

	test('any other provider’s payload is refused, whatever secret signed it', async () => {
		const before = await eventCount();
		for (const other of providers.all().filter((one) => one.id !== id)) {
			expect([other.id, await post(addressOf(t, sender()), signed(other))]).toEqual([other.id, 401]);
		}
		expect(await eventCount()).toBe(before);
	});

	test('the same request five times at the same instant is in the log once', async () => {
		const before = await eventCount();
		const request = signed();
		const url = addressOf(t, sender());
		const statuses = await Promise.all([1, 2, 3, 4, 5].map(() => post(url, request)));
		expect(statuses.every((status) => status >= 200 && status < 300)).toBe(true);
		const first = (await eventCount()) - before;
		await post(url, request);
		expect((await eventCount()) - before).toBe(first);
		const events = await t.store.events.read(t.workspace.workspaceId, 0, 100_000);
		const keys = events.map((event) => `${event.connectionId} ${event.id}`);
		expect(new Set(keys).size).toBe(keys.length);
	});

	test('the same request at two connections of it at the same instant is one event at each', async () => {
		const second = await connect(t, provider, `second-${id}`);
		const before = await eventCount();
		await Promise.all(
			[sender(), second].map((one) => {
				const url = addressOf(t, one);
				const [play] = Object.values(provider.scenarios);
				const input = {
					runId: `both-${id}`,
					startAt: t.context.clock.now(),
					from: '+493023125101',
					to: '+493023125000',
					secrets: one.secrets,
					settings: one.settings,
					hookUrl: url,
				};
				const [request] = play?.(input) ?? [];
				return request && post(url, request);
			}),
		);
		const added = (await t.store.events.read(t.workspace.workspaceId, 0, 100_000)).slice(before);
		const perConnection = Map.groupBy(added, (event) => event.connectionId);
		const counts = [...perConnection.values()].map((events) => events.length);
		// Gmail’s push is a job to fetch, and no event by itself.
		if (id === 'gmail') expect(counts).toEqual([]);
		else expect([counts.length, counts[0]]).toEqual([2, counts[1]]);
	});
});
