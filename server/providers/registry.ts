import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspectManifest } from './inspection.ts';
import type { Provider } from './provider.ts';

export interface ProviderRegistry {
	find(id: string): Provider | undefined;
	/** By id. */
	all(): readonly Provider[];
}

/** Finds providers by their folders. @throws Error that says what is wrong: half a provider must not start */
export async function loadProviders(folder: string = import.meta.dirname): Promise<ProviderRegistry> {
	const names = await providerFolders(folder);
	// Without a manifest it is the remains of a folder, e.g. after a change of branch.
	const loadable = names.filter((name) => existsSync(path.join(folder, name, 'index.ts')));
	const loaded = await Promise.all(loadable.map((name) => loadProvider(path.join(folder, name))));
	const problems = loaded.flatMap((one) => (one.kind === 'broken' ? one.problems : []));
	if (problems.length > 0) throw new Error(problems.join('\n'));
	return createRegistry(loaded.flatMap((one) => (one.kind === 'loaded' ? [one.provider] : [])));
}

export function createRegistry(providers: Provider[]): ProviderRegistry {
	const byId = new Map(providers.map((provider) => [provider.id, provider]));
	return { find: (id) => byId.get(id), all: () => providers };
}

/** Names of the folders in which providers are, sorted. */
export async function providerFolders(folder: string = import.meta.dirname): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
}

type Loaded = { kind: 'loaded'; provider: Provider } | { kind: 'broken'; problems: string[] };

async function loadProvider(folder: string): Promise<Loaded> {
	const module: { default?: unknown } = await import(pathToFileURL(path.join(folder, 'index.ts')).href);
	const problems = inspectManifest(path.basename(folder), module.default);
	return problems.length > 0
		? { kind: 'broken', problems }
		: { kind: 'loaded', provider: module.default as Provider };
}
