import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CrmConnector } from './crm.ts';

const ID = /^[a-z][a-z0-9]{1,30}$/;

/** Finds a connector by its folder; undefined where there is none. */
export async function findCrm(
	id: string,
	folder: string = import.meta.dirname,
): Promise<CrmConnector | undefined> {
	const file = path.join(folder, id, 'index.ts');
	if (!ID.test(id) || !existsSync(file)) return undefined;
	const module: { default?: CrmConnector } = await import(pathToFileURL(file).href);
	const connector = module.default;
	if (connector?.id !== id) throw new Error(`server/crm/${id}/index.ts exports no connector of id ${id}.`);
	return connector;
}

/** Names of the folders in which connectors are, sorted. */
export async function crmFolders(folder: string = import.meta.dirname): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}
