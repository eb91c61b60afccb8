import { afterAll, beforeAll, expect, test } from 'vitest';
import { followUpsOf } from '../../server/pipeline/jobs.ts';
import type { HookConnection, Parsed, Provider } from '../../server/providers/provider.ts';
import { loadProviders } from '../../server/providers/registry.ts';
import { addressOf } from '../../server/providers/simulate.ts';
import type { Connection } from '../../server/store/ports.ts';
import { chances } from '../support/chances.ts';
import { neededSettings } from './examples.testkit.ts';
import { type HookWorld, openHookWorld, type Sent } from './hook-world.testkit.ts';
import { eventsAfter } from './replay.testkit.ts';
import { signAgain } from './signers.testkit.ts';

const isLong = process.env.RINGSIDE_LONG === '1';
const DELIVERIES = isLong ? 10_000 : 1_000;
const SENDERS = 64;
const SEED = Number(process.env.SEED ?? 20_261_122);
const NOW = Date.parse('2026-04-14T09:00:00.000Z');
const secret = 'whsec_c2VjcmV0LW9mLXRoZS1taXhlZC1idXJzdC0zMi1ieXQ=';

const providers = (await loadProviders()).all();
let world: HookWorld;
beforeAll(async () => {
	world = await openHookWorld();
}, 60_000);
afterAll(() => world.stop());

interface Posted {
	sent: Sent;
	/** What its provider reads in it. */
	parsed: Parsed;
	connectionId: string;
}

/** Every request of every scenario of every provider, in turn, until there are enough. */
async function makeBurst(connections: Map<Provider, Connection>): Promise<Posted[]> {
	const posted: Posted[] = [];
	for (let run = 0; posted.length < DELIVERIES; run += 1) {
		for (const [provider, connection] of connections) {
			const names = Object.keys(provider.scenarios);
			const name = names[run % names.length] ?? '';
			posted.push(...(await requestsOf(provider, connection, name, run)));
		}
	}
	return posted.slice(0, DELIVERIES);
}

async function requestsOf(provider: Provider, connection: Connection, name: string, run: number) {
	const hookUrl = world.addressOf(connection);
	const { settings, connectionId } = connection;
	const input = { runId: `burst-${run}`, from: '+493023125101', to: '+493023125000', name: 'Mira' };
	// Gmail’s only id is a number that rises with time.
	const startAt = NOW + run * 100;
	const requests = provider.scenarios[name]?.({ ...input, startAt, secrets: { secret }, settings, hookUrl });
	const own: HookConnection = { connectionId, secrets: { secret }, settings, region: 'DE' };
	return Promise.all(
		(requests ?? []).map(async ({ headers, body, inquiry }): Promise<Posted> => {
			const given = { url: addressOf(hookUrl, { inquiry }), headers, body, now: NOW };
			const sent = await signAgain(provider.id, given, { secret, google: world.google });
			const request = { ...sent, method: 'POST', receivedAt: NOW };
			const read = inquiry === undefined ? provider.parse : provider.inquiries?.[inquiry]?.parse;
			if (!read) throw new Error(`${provider.id} has no inquiry ${inquiry}`);
			return { sent, connectionId, parsed: read(request, own) };
		}),
	);
}

/** Shuffled, and every tenth twice: as senders do that saw no answer in time. */
function inDisorder(posted: Posted[]): Posted[] {
	const chance = chances(SEED);
	return [...posted, ...posted.filter((_, index) => index % 10 === 0)]
		.map((one) => ({ one, at: chance() }))
		.sort((a, b) => a.at - b.at)
		.map(({ one }) => one);
}

test(`${DELIVERIES} deliveries of all providers at once: every event is in the log exactly once`, async () => {
	const connections = new Map<Provider, Connection>();
	for (const provider of providers) {
		const settings = neededSettings[provider.id] ?? {};
		connections.set(provider, await world.connect({ provider, secrets: { secret }, settings }));
	}
	const posted = await makeBurst(connections);
	const queue = inDisorder(posted);
	const total = queue.length;
	const statuses = new Map<number, number>();
	const begun = performance.now();
	async function sender(): Promise<void> {
		for (let next = queue.pop(); next; next = queue.pop()) {
			const { statusCode } = await world.post(next.sent);
			statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
		}
	}
	await Promise.all(Array.from({ length: SENDERS }, sender));
	const seconds = (performance.now() - begun) / 1_000;

	const expected = new Set<string>();
	const jobs = new Set<string>();
	for (const { parsed, connectionId } of posted) {
		if (parsed.kind !== 'events') continue;
		for (const { id } of parsed.events) expected.add(`${connectionId} ${id}`);
		const following = parsed.events.flatMap((event) => followUpsOf(event, NOW));
		for (const { kind, key } of [...(parsed.jobs ?? []), ...following]) jobs.add(`${kind} ${key}`);
	}
	const stored = await eventsAfter(0, world.workspaceId, world);
	const keys = stored.map((event) => `${event.connectionId} ${event.id}`);
	process.stdout.write(
		`mixed burst (seed ${SEED}): ${total} posts of ${connections.size} providers in ${seconds.toFixed(1)} s ` +
			`(${Math.round(total / seconds)}/s); ${stored.length} events, ${jobs.size} jobs; ` +
			`answers ${[...statuses].map(([status, count]) => `${status}: ${count}`).join(', ')}\n`,
	);
	expect(keys.toSorted()).toEqual([...expected].sort());
	expect((await world.store.jobs.backlog()).waiting).toBe(jobs.size);
	expect([...statuses.keys()].filter((status) => status >= 300)).toEqual([]);
	// Each scenario of most of them makes events; Gmail’s pushes are jobs.
	expect(new Set(stored.map((event) => event.connectionId)).size).toBe(connections.size - 1);
}, 600_000);
