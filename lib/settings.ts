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
