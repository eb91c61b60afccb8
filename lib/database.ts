import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Lead } from './contract/index.ts';
import type { OutboxCommand } from './history/outbox.ts';
import type { StoredCall } from './history/stored-call.ts';
import type { KeySegment } from './leads/segment.ts';
import type { CardPlace } from './messages/protocol.ts';
import type { Troubles } from './notify/trouble.ts';
import type { Session } from './session/session.ts';

/** Single values, one record each. */
export interface StateValues {
	session: Session;
	/** Of the event stream; moves in the same transaction as the calls that it stands for. */
	cursor: string;
	leads: { cursor: string; total: number; complete: boolean };
	region: string;
	troubles: Troubles;
	/** A card has been seen in a tab in front. */
	painted: boolean;
	/** Where the card stands, by the site's origin. */
	places: Record<string, CardPlace>;
	/** Server's clock minus this machine's, ms. */
	clockOffset: number;
}

interface Schema extends DBSchema {
	state: { key: keyof StateValues; value: StateValues[keyof StateValues] };
	calls: { key: string; value: StoredCall; indexes: { heardAt: number } };
	/** Lead chosen by a person for a number (match key) that several share. */
	choices: { key: string; value: string };
	outbox: { key: string; value: OutboxCommand };
	leads: { key: string; value: Lead };
	leadKeys: { key: number; value: KeySegment };
}

export type Database = IDBPDatabase<Schema>;
export type StoreName = 'state' | 'calls' | 'choices' | 'outbox' | 'leads' | 'leadKeys';

const VERSION = 1;
const everything: StoreName[] = ['state', 'calls', 'choices', 'outbox', 'leads', 'leadKeys'];

/** The extension's one database. Only the background opens it: pages and content scripts ask by message. */
export async function openDatabase(name = 'ringside'): Promise<Database> {
	const db = await openDB<Schema>(name, VERSION, {
		upgrade(database) {
			database.createObjectStore('state');
			database.createObjectStore('calls', { keyPath: 'callId' }).createIndex('heardAt', 'heardAt');
			database.createObjectStore('choices');
			database.createObjectStore('outbox', { keyPath: 'slot' });
			database.createObjectStore('leads', { keyPath: 'leadId' });
			database.createObjectStore('leadKeys', { autoIncrement: true });
		},
		// A newer worker waits to upgrade: this one is on its way out.
		blocking: () => db.close(),
	});
	return db;
}

export async function readState<K extends keyof StateValues>(
	db: Database,
	name: K,
): Promise<StateValues[K] | undefined> {
	return (await db.get('state', name)) as StateValues[K] | undefined;
}

export async function writeState<K extends keyof StateValues>(
	db: Database,
	name: K,
	value: StateValues[K],
): Promise<void> {
	await db.put('state', value, name);
}

/** Leaves nothing of a workspace behind. */
export async function clearDatabase(db: Database): Promise<void> {
	const tx = db.transaction(everything, 'readwrite');
	await Promise.all([...everything.map((store) => tx.objectStore(store).clear()), tx.done]);
}
