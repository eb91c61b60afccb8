import { z } from 'zod';
import { type Database, readState, writeState } from './database.ts';
import type { CardPlace } from './messages/protocol.ts';

/** What national numbers are read with: chosen on the options page, else the server's word, ISO 3166-1 alpha-2. */
export async function readRegion(db: Database): Promise<string> {
	const [chosen, session] = await Promise.all([readState(db, 'region'), readState(db, 'session')]);
	return chosen ?? session?.me.region ?? 'DE';
}

export async function writeRegion(db: Database, region: string): Promise<void> {
	await writeState(db, 'region', region);
}

/** Where she last put the card on this site. */
export async function readPlace(db: Database, site: string): Promise<CardPlace | undefined> {
	return (await readState(db, 'places'))?.[site];
}

export async function writePlace(db: Database, site: string, place: CardPlace): Promise<void> {
	const places = await readState(db, 'places');
	await writeState(db, 'places', { ...places, [site]: place });
}

/** When the browser's own notifications speak: for calls that no tab in front shows, for every call, or not at all. */
export const notifyChoices = ['unseen', 'always', 'never'] as const;

/** `browser`: the browser's. */
export const languages = ['browser', 'en', 'de', 'es'] as const;

/** What she chose for herself in this browser; a value that cannot be used counts as not chosen. */
const OwnSettings = z.object({
	notifications: z.enum(notifyChoices).catch('unseen'),
	language: z.enum(languages).catch('browser'),
});
export type OwnSettings = z.infer<typeof OwnSettings>;

/** Her settings as they lie in the extension's storage area; nothing at all is all defaults. */
export function readOwnSettings(raw: unknown): OwnSettings {
	return OwnSettings.safeParse(raw).data ?? OwnSettings.parse({});
}
