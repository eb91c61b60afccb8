import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { HookConnection } from '../providers/provider.ts';
import { open, type SealingKey } from '../secrets/sealing.ts';
import type { Connection, Store } from '../store/ports.ts';
import { createRegions, type RegionOf } from './regions.ts';

export interface FoundConnection {
	/** Whoever had our place at the vendor before us gets what we get. */
	passesOnTo?: readonly string[];
	connection: HookConnection;
	workspaceId: string;
}

/** Undefined for unknown and removed ones. @throws StoreUnavailable */
export type FindConnection = (provider: string, hookKey: string) => Promise<FoundConnection | undefined>;

interface ConnectionsDeps {
	store: {
		records: Pick<Store['records'], 'connectionByKey' | 'directory'>;
		onChange: Store['onChange'];
	};
	keys: readonly SealingKey[];
	clock: Clock;
	log: { error(fields: Record<string, string>, message: string): void };
}

/** Every delivery is a write, so asking after each write would put a question to the store before each delivery. */
const TRUSTED_MS = 250;

const LONGEST_PART = 200;

interface Entry {
	found: FoundConnection;
	askedAt: number;
	/** Writes that had happened when it was asked. */
	version: number;
}

/**
 * Finds the connection of a hook's address, with its secrets opened, and remembers it. After any write it is asked
 * for anew, save within 250 ms of the last time: so long a removed connection may still be believed.
 */
export function createConnectionFinder(deps: ConnectionsDeps): FindConnection {
	const regionOf = createRegions(deps.store.records, deps.clock);
	const entries = new Map<string, Entry>();
	const asking = new Map<string, Promise<FoundConnection | undefined>>();
	let version = 0;
	deps.store.onChange(() => {
		version += 1;
		// Who asks from now on must not get an answer from before.
		asking.clear();
	});

	async function ask(address: string, provider: string, hookKey: string) {
		const asked = { askedAt: deps.clock.monotonic(), version };
		const connection = await deps.store.records.connectionByKey(provider, hookKey);
		const found = connection && (await openConnection(connection, regionOf, deps));
		// Only those that exist are remembered, so that guessing keys fills no memory.
		if (found) entries.set(address, { found, ...asked });
		else entries.delete(address);
		return found;
	}

	return async (provider, hookKey) => {
		if (provider.length > LONGEST_PART || hookKey.length > LONGEST_PART) return undefined;
		const address = `${provider}/${hookKey}`;
		const entry = entries.get(address);
		const isFresh =
			entry && (entry.version === version || deps.clock.monotonic() - entry.askedAt < TRUSTED_MS);
		if (isFresh) return entry.found;
		const running = asking.get(address);
		if (running !== undefined) return running;
		const answer = ask(address, provider, hookKey).finally(() => {
			if (asking.get(address) === answer) asking.delete(address);
		});
		asking.set(address, answer);
		return answer;
	};
}

/** Connections of a provider in all workspaces, opened, always in the same order; at most so many. */
export type ListConnections = (provider: string) => Promise<readonly FoundConnection[]>;

/** Lists connections for addresses without a key; a change of theirs is seen within 250 ms. */
export function createConnectionLister(
	deps: Omit<ConnectionsDeps, 'store'> & {
		store: { records: Pick<Store['records'], 'connectionsOfProvider' | 'directory'> };
	},
	limit: number,
): ListConnections {
	const regionOf = createRegions(deps.store.records, deps.clock);
	const entries = new Map<string, { askedAt: number; answer: Promise<FoundConnection[]> }>();

	async function ask(provider: string): Promise<FoundConnection[]> {
		const connections = await deps.store.records.connectionsOfProvider(provider, limit);
		const opened = await Promise.all(connections.map((one) => openConnection(one, regionOf, deps)));
		return opened.filter((one) => one !== undefined);
	}

	return async (provider) => {
		const known = entries.get(provider);
		if (known && deps.clock.monotonic() - known.askedAt < TRUSTED_MS) return known.answer;
		const entry = { askedAt: deps.clock.monotonic(), answer: ask(provider) };
		entries.set(provider, entry);
		// A failure is not remembered; who asked is told by the same promise.
		entry.answer.catch(() => entries.delete(provider));
		return entry.answer;
	};
}

async function openConnection(
	connection: Connection,
	regionOf: RegionOf,
	deps: Pick<ConnectionsDeps, 'keys' | 'log'>,
): Promise<FoundConnection | undefined> {
	const { connectionId, workspaceId, settings, branchId, passesOnTo } = connection;
	const region = await regionOf(connection);
	if (region === undefined) return undefined;
	const secrets = openSecrets(connection, deps);
	const opened = { connectionId, secrets, settings, region, branchId };
	return { workspaceId, connection: opened, ...(passesOnTo && { passesOnTo }) };
}

const Secrets = z.record(z.string(), z.string());

/** None where they cannot be opened: then nothing is believed, and the admin is told why by the log. */
function openSecrets(
	{ sealedSecrets, connectionId }: Connection,
	{ keys, log }: Pick<ConnectionsDeps, 'keys' | 'log'>,
) {
	if (sealedSecrets === undefined) return {};
	const opened = open(sealedSecrets, keys);
	if (opened.kind === 'opened') return Secrets.parse(JSON.parse(opened.plain));
	log.error({ connectionId, reason: opened.kind }, 'The secrets of a connection cannot be opened');
	return {};
}
