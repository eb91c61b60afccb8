import type { Migration } from './migration.ts';

/** Apps, sign-ins and what they gave, webhooks at the vendors, and what was found of them. */
export const setup: Migration = {
	version: 6,
	statements: () => [...signIn, ...upkeep],
};

const signIn = [
	`create table apps (
		workspace_id text not null references workspaces, provider text not null, client_id text not null,
		sealed_secret text not null, settings text not null, changed_at bigint not null,
		primary key (workspace_id, provider))`,
	`create table sign_ins (
		state_hash text primary key, workspace_id text not null, user_id text not null, device_id text not null,
		provider text not null, connection_id text, sealed_verifier text not null, expires_at bigint not null,
		used_at bigint,
		foreign key (workspace_id, user_id) references users (workspace_id, user_id),
		foreign key (workspace_id, connection_id) references connections (workspace_id, connection_id))`,
	'create index sign_ins_by_end on sign_ins (expires_at)',
	`create table tokens (
		workspace_id text not null, connection_id text not null, generation bigint not null,
		account_id text not null, account_label text not null, scopes text not null, sealed text not null,
		access_expires_at bigint not null, sign_in_ends_at bigint, state text not null, reason text,
		refreshing_until bigint,
		primary key (workspace_id, connection_id),
		foreign key (workspace_id, connection_id) references connections (workspace_id, connection_id))`,
	'create index tokens_of_account on tokens (workspace_id, account_id)',
];

const upkeep = [
	`create table subscriptions (
		workspace_id text not null, connection_id text not null, name text not null, vendor_id text,
		address text, state text not null, expires_at bigint, checked_at bigint not null, before text,
		is_passed_on bigint not null,
		primary key (workspace_id, connection_id, name),
		foreign key (workspace_id, connection_id) references connections (workspace_id, connection_id))`,
	`create table checks (
		workspace_id text not null references workspaces, connection_id text, name text not null,
		state text not null, json text not null, checked_at bigint not null, since bigint not null,
		foreign key (workspace_id, connection_id) references connections (workspace_id, connection_id))`,
	// Those of the installation have no connection, and a primary key would not take that.
	"create unique index checks_by_name on checks (workspace_id, (coalesce(connection_id, '')), name)",
];
