import type { Effect, InboxRow } from './after-call-port.ts';

/** The tables of what follows a call as Kysely sees them. Times are ms since 1970, UTC; JSON is text. */
export interface AfterCallTables {
	settings: {
		workspace_id: string;
		name: string;
		version: number;
		json: string;
		sealed: string | null;
		changed_at: number;
	};
	effects: {
		workspace_id: string;
		key: string;
		kind: string;
		subject: string;
		state: Effect['state'];
		answer: string | null;
		begun_at: number;
		ended_at: number | null;
	};
	usage: {
		workspace_id: string;
		/** What it was used for, so that a repeat is not counted. */
		key: string;
		month: string;
		name: 'seconds' | 'tokens';
		amount: number;
	};
	unassigned_calls: {
		workspace_id: string;
		call_id: string;
		state: InboxRow['state'];
		json: string;
		created_at: number;
		changed_at: number;
	};
	talk_links: {
		code_hash: string;
		workspace_id: string;
		call_id: string;
		sealed: string;
		created_at: number;
		expires_at: number;
		uses: number;
	};
	api_keys: {
		key_id: string;
		workspace_id: string;
		name: string;
		key_hash: string;
		created_at: number;
		last_used_at: number | null;
		revoked_at: number | null;
	};
}
