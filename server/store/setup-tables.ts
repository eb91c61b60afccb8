import type { CheckResult, Subscription, Tokens } from './setup-port.ts';

/** The tables of set-up as Kysely sees them. Times are ms since 1970, UTC; JSON is text; flags are 0 or 1. */
export interface SetupTables {
	apps: {
		workspace_id: string;
		provider: string;
		client_id: string;
		sealed_secret: string;
		settings: string;
		changed_at: number;
	};
	sign_ins: SignInTable;
	tokens: TokenTable;
	subscriptions: SubscriptionTable;
	checks: {
		workspace_id: string;
		/** Null: of the whole installation. */
		connection_id: string | null;
		name: string;
		state: CheckResult['state'];
		json: string;
		checked_at: number;
		since: number;
	};
}

export interface SignInTable {
	state_hash: string;
	workspace_id: string;
	user_id: string;
	device_id: string;
	provider: string;
	connection_id: string | null;
	/** Empty once it was taken. */
	sealed_verifier: string;
	expires_at: number;
	used_at: number | null;
}

export interface TokenTable {
	workspace_id: string;
	connection_id: string;
	generation: number;
	account_id: string;
	account_label: string;
	scopes: string;
	sealed: string;
	access_expires_at: number;
	sign_in_ends_at: number | null;
	state: Tokens['state'];
	reason: string | null;
	refreshing_until: number | null;
}

export interface SubscriptionTable {
	workspace_id: string;
	connection_id: string;
	name: string;
	vendor_id: string | null;
	address: string | null;
	state: Subscription['state'];
	expires_at: number | null;
	checked_at: number;
	before: string | null;
	is_passed_on: number;
}
