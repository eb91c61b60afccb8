import type { Direction } from '../../lib/contract/call.ts';
import type { Clock } from '../clock.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';

/** What a CRM is asked with. */
export interface CrmTools {
	/** As it was set; the one origin that is sent the key. */
	baseUrl: string;
	apiKey: string;
	/** The guarded way out. */
	dispatch: Dispatch;
	clock: Pick<Clock, 'now'>;
}

/** Names of the record's fields, as the CRM has them → values as text. */
export type CrmFields = Record<string, string>;

export interface LeadUpdate {
	/** The CRM's id of its record, as it was imported. */
	recordId: string;
	fields: CrmFields;
	/** The same for a repeat of the same update. */
	idempotencyKey: string;
}

/** A call of nobody that the CRM knows. */
export interface UnassignedEntry {
	callId: string;
	/** The provider's id, e.g. `cloudtalk`. */
	provider: string;
	direction: Direction;
	/** The other side, E.164 where it could be read; undefined where it was withheld. */
	remoteNumber?: string;
	/** Our side, likewise. */
	ownNumber?: string;
	/** ISO 8601, UTC. */
	startedAt?: string;
	/** From answer to end; 0 where nobody took it. */
	durationSeconds: number;
	/** As said in the call. */
	name?: string;
	company?: string;
	/** What was accepted of what was said. */
	fields: CrmFields;
}

/** What became of one question to a CRM. Reasons are for people: codes and status, never what was sent. */
export type CrmOutcome =
	| { kind: 'done'; recordId?: string }
	/** Busy, slow or cut off; it may have had its effect. `at`: not before, ms since 1970. */
	| { kind: 'later'; reason: string; at?: number }
	/** The key is not taken. */
	| { kind: 'signed-out'; reason: string }
	| { kind: 'forbidden'; reason: string }
	/** Understood and not done, e.g. 409 or 422. */
	| { kind: 'refused'; reason: string }
	| { kind: 'gone'; reason: string }
	/** Answered in a way that says neither yes nor no. */
	| { kind: 'unexpected'; reason: string };

/** Whether a call is among the CRM's unassigned ones. */
export type Found =
	| { kind: 'found'; recordId?: string }
	| { kind: 'absent' }
	/** It has no way to tell. */
	| { kind: 'unknown' }
	/** It did not tell now: nothing is to be added before it does. */
	| Extract<CrmOutcome, { kind: 'later' | 'signed-out' }>;

/** What a CRM's folder exports as default from its index.ts. Its settings are a base URL and a key. */
export interface CrmConnector {
	/** Same as the folder's name, and as in the settings. */
	id: string;
	label: string;
	/** Asks something that changes nothing. */
	check(tools: CrmTools): Promise<CrmOutcome>;
	/** Sets these fields and no others; a repeat with the same values changes nothing more. */
	updateLead(update: LeadUpdate, tools: CrmTools): Promise<CrmOutcome>;
	/** Once a call: `findUnassigned` is asked before a repeat, and a repeat carries the same idempotency key. */
	addUnassigned(entry: UnassignedEntry, tools: CrmTools): Promise<CrmOutcome>;
	findUnassigned(callId: string, tools: CrmTools): Promise<Found>;
}
