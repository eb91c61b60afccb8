import { memoryBlobs } from '../blobs/blobs.testkit.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import generic from '../providers/generic/index.ts';
import type { Answer, HookConnection, HookRequest, Provider } from '../providers/provider.ts';
import { createRegistry } from '../providers/registry.ts';
import webex from '../providers/webex/index.ts';
import type { Append, StoredEvent } from '../store/ports.ts';
import { type IntakeDeps, intake } from './intake.ts';
import { createRefusalBudget } from './refusals.ts';

export const HOOK_KEY = 'key-of-the-test-connection';

/** A clock that stands still until it is moved. */
export function manualClock(
	start = Date.parse('2026-04-14T09:00:00.000Z'),
): Clock & { advance(ms: number): void } {
	let now = start;
	return {
		now: () => now,
		monotonic: () => now - start,
		advance: (ms) => {
			now += ms;
		},
	};
}

function countingIds(): Ids {
	let count = 0;
	return { make: (kind) => `${kind}_${++count}`, secret: () => `secret-${++count}` };
}

/** Takes appends as a log does: unique by connection and event id. */
export function recordingLog() {
	const appended: Append[] = [];
	const stored: StoredEvent[] = [];
	return {
		appended,
		stored,
		/** Of the events stored, parsed. */
		views: () => stored.map((event) => JSON.parse(event.json)),
		append: async (item: Append) => {
			appended.push(item);
			const isKnown = (id: string, connectionId: string) =>
				stored.some((event) => event.id === id && event.connectionId === connectionId);
			const fresh = item.events
				.filter((event) => !isKnown(event.id, event.connectionId))
				.map((event, index) => ({ ...event, workspaceId: item.workspaceId, seq: stored.length + index + 1 }));
			stored.push(...fresh);
			return { stored: fresh, duplicate: item.events.length > 0 && fresh.length === 0 };
		},
	};
}

interface Setting {
	providers?: Provider[];
	secrets?: Record<string, string>;
	connectionId?: string;
}

/** The real intake over a recording log, with one connection of every provider under the same key. */
export function createHarness(setting: Setting = {}) {
	const log = recordingLog();
	const clock = manualClock();
	const published: StoredEvent[][] = [];
	const bugs: { fields: Record<string, string>; message: string }[] = [];
	const connection: HookConnection = {
		connectionId: setting.connectionId ?? 'con_test',
		secrets: setting.secrets ?? { secret: 'a-secret-of-tests' },
		settings: {},
		region: 'DE',
	};
	const providers = setting.providers ?? [generic, webex];
	const blobs = memoryBlobs();
	const knownBlobs = async (blobIds: string[]) => {
		const kept = log.appended.flatMap((item) => item.recordings ?? []).map(({ blobId }) => blobId);
		return blobIds.filter((blobId) => kept.includes(blobId));
	};
	const deps: IntakeDeps = {
		aside: { blobs, recordings: { knownBlobs }, mayKeep: async () => true, reading: new Map() },
		providers: createRegistry(providers),
		findConnection: async (provider, hookKey) =>
			hookKey === HOOK_KEY && providers.some(({ id }) => id === provider)
				? { connection, workspaceId: 'ws_test' }
				: undefined,
		events: log,
		leads: { byKeys: async () => [] },
		refusals: createRefusalBudget(clock),
		publish: (stored) => published.push(stored),
		log: { error: (fields, message) => bugs.push({ fields, message }) },
		clock,
		ids: countingIds(),
	};
	const post = (
		provider: string,
		request: Pick<HookRequest, 'headers' | 'body'> & Partial<HookRequest>,
		hookKey = HOOK_KEY,
	): Promise<Answer> =>
		intake(
			{
				method: 'POST',
				url: `https://ringside.example/hooks/${provider}/key`,
				receivedAt: clock.now(),
				...request,
			},
			{ provider, hookKey },
			deps,
		);
	return { deps, log, blobs, clock, published, bugs, connection, post };
}
