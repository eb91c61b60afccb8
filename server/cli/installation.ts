import { mkdirSync } from 'node:fs';
import { type Accounts, createAccounts } from '../accounts/accounts.ts';
import { ensureWorkspace } from '../accounts/first-start.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { type Ids, randomIds } from '../ids.ts';
import { loadProviders, type ProviderRegistry } from '../providers/registry.ts';
import { loadKeys, type SealingKeys } from '../secrets/key.ts';
import type { Store, Workspace } from '../store/ports.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';

/** What lies in a data folder, opened. */
export interface Installation {
	config: Config;
	clock: Clock;
	ids: Ids;
	keys: SealingKeys;
	keySource: 'environment' | 'file' | 'new-file';
	providers: ProviderRegistry;
	store: Store;
	accounts: Accounts;
	workspace: Workspace;
}

export type Opened = { kind: 'open'; installation: Installation } | { kind: 'refused'; reason: string };

/** Opens the data folder, or makes it; whether a server runs on it does not matter. The store is the caller's to close. */
export async function openInstallation(config: Config): Promise<Opened> {
	const clock = systemClock;
	const ids = randomIds;
	try {
		mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
	} catch (error) {
		return {
			kind: 'refused',
			reason: `RINGSIDE_DATA: ${config.dataFolder} cannot be made (${codeOf(error)}).`,
		};
	}
	const loaded = loadKeys({ environment: config.sealingKey, file: config.keyFile });
	if (loaded.kind === 'refused') return loaded;
	const providers = await loadProviders();
	const store = await openStore(config, clock, ids);
	if (typeof store === 'string') return { kind: 'refused', reason: store };
	const accounts = createAccounts({ store, clock, ids, changed: () => {} });
	const { workspaceName, region } = config;
	const workspace = await ensureWorkspace({ store, clock, ids, accounts, workspaceName, region });
	const { keys, source: keySource } = loaded;
	return {
		kind: 'open',
		installation: { config, clock, ids, keys, keySource, providers, store, accounts, workspace },
	};
}

/** The store, or in plain words why its file cannot be used. */
async function openStore(config: Config, clock: Clock, ids: Ids): Promise<Store | string> {
	try {
		return await openSqliteStore({ file: config.databaseFile, clock, ids });
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
