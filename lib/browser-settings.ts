import { storage } from 'wxt/utils/storage';
import { type OwnSettings, readOwnSettings } from './settings.ts';

/** In the storage area, not in the database: it stays when this browser changes hands between workspaces. */
const item = storage.defineItem<Partial<OwnSettings>>('local:ownSettings');

/** What she chose for herself in this browser. */
export async function ownSettings(): Promise<OwnSettings> {
	return readOwnSettings(await item.getValue());
}

/** Keeps a choice; everything else stays. */
export async function changeOwnSettings(change: Partial<OwnSettings>): Promise<void> {
	await item.setValue({ ...(await ownSettings()), ...change });
}

/** Tells each change, whichever page made it. Returns how to stop. */
export function watchOwnSettings(told: (settings: OwnSettings) => void): () => void {
	return item.watch((raw) => told(readOwnSettings(raw)));
}
