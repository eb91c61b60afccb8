import type { Outcome } from '../../lib/contract/api.ts';
import type { Role } from '../../lib/contract/primitives.ts';
import type { AfterCallTables } from './after-call-tables.ts';
import type { SetupTables } from './setup-tables.ts';

/** The tables as Kysely sees them. Times are ms since 1970, UTC; JSON is text; flags are 0 or 1. */
export interface Schema extends SetupTables, AfterCallTables {
	meta: { name: string; value: string };
	workspaces: { workspace_id: string; name: string; region: string; created_at: number };
	counters: { workspace_id: string; name: Counter; value: number };
	users: {
		workspace_id: string;
		user_id: string;
		name: string;
		role: Role;
		created_at: number;
		removed_at: number | null;
	};
	codes: {
		workspace_id: string;
		code_hash: string;
		user_id: string;
		expires_at: number;
		used_at: number | null;
	};
	signup_codes: {
		code_id: string;
		workspace_id: string;
		code_hash: string;
		uses: number;
		used: number;
		created_at: number;
		expires_at: number;
		revoked_at: number | null;
	};
	devices: {
		workspace_id: string;
		device_id: string;
		user_id: string;
		name: string;
		token_hash: string;
		created_at: number;
		last_seen_at: number | null;
		revoked_at: number | null;
	};
	team_sites: { workspace_id: string; pattern: string; added_at: number };
	branches: {
		workspace_id: string;
		branch_id: string;
		name: string;
		region: string;
		time_zone: string;
	};
	numbers: { workspace_id: string; e164: string; branch_id: string };
	branch_members: { workspace_id: string; branch_id: string; user_id: string };
	connections: ConnectionTable;
	agents: { workspace_id: string; connection_id: string; agent_key: string; user_id: string };
	connection_states: { workspace_id: string; connection_id: string; name: string; value: string };
	deliveries: DeliveryTable;
	events: EventTable;
	event_persons: { workspace_id: string; person_id: string; seq: number };
	jobs: JobTable;
	leads: {
		workspace_id: string;
		lead_id: string;
		external_id: string | null;
		version: number;
		/** Null: removed; the row stays so that devices learn of it. */
		json: string | null;
	};
	recordings: RecordingTable;
	lead_keys: { workspace_id: string; key: string; lead_id: string };
	notes: {
		workspace_id: string;
		call_id: string;
		user_id: string;
		text: string;
		written_at: number;
	};
	outgoing_webhooks: OutgoingWebhookTable;
	overtaken_events: {
		workspace_id: string;
		webhook_id: string;
		seq: number;
		attempt: number;
		failing_since: number;
		/** Null: given up, until somebody enables the webhook anew. */
		due_at: number | null;
	};
}

/** `event`: last seq of the log. `lead`: last lead version. `leads`: leads not removed. */
export type Counter = 'event' | 'lead' | 'leads';

interface ConnectionTable {
	workspace_id: string;
	connection_id: string;
	provider: string;
	name: string;
	hook_key: string;
	owner_user_id: string | null;
	branch_id: string | null;
	sealed_secrets: string | null;
	settings: string;
	created_at: number;
	removed_at: number | null;
	last_event_at: number | null;
}

export interface DeliveryTable {
	workspace_id: string;
	delivery_id: string;
	connection_id: string;
	provider: string;
	received_at: number;
	url: string;
	headers: string;
	outcome: Outcome;
	reason: string | null;
	verify_us: number;
	parse_us: number;
	commit_us: number;
	size: number;
	body: Uint8Array;
}

export interface EventTable {
	workspace_id: string;
	seq: number;
	connection_id: string;
	id: string;
	type: string;
	subject: string;
	agent_user_id: string | null;
	local_e164: string | null;
	agent_key: string | null;
	delivery_id: string | null;
	json: string;
}

export interface JobTable {
	workspace_id: string;
	job_id: string;
	kind: string;
	key: string;
	payload: string;
	state: 'queued' | 'leased' | 'dead';
	/** Queued: not before; leased: when the lease runs out; dead: when it died. */
	due_at: number;
	attempt: number;
	max_attempts: number;
	fence: number;
	reason: string | null;
}

export interface RecordingTable {
	workspace_id: string;
	connection_id: string;
	recording_id: string;
	subject: string;
	blob_id: string;
	size: number;
	content_type: string;
	created_at: number;
}

export interface OutgoingWebhookTable {
	workspace_id: string;
	webhook_id: string;
	name: string;
	url: string;
	events: string;
	sealed_secret: string;
	created_at: number;
	state: 'enabled' | 'disabled';
	disabled_reason: 'by-hand' | 'gone' | 'failing' | null;
	/** All events up to this one are accepted, of no interest or in overtaken_events. */
	cursor_seq: number;
	due_at: number;
	leased_until: number;
	fence: number;
	attempt: number;
	failing_since: number | null;
	last_failure: string | null;
	last_accepted_at: number | null;
}
