import type { Migration } from './migration.ts';

/** Composite foreign keys carry the workspace, so that no row can point into another one. */
export const first: Migration = {
	version: 1,
	statements: ({ blob }) => [
		'create table meta (name text primary key, value text not null)',
		`create table workspaces (
			workspace_id text primary key, name text not null, region text not null, created_at bigint not null)`,
		`create table counters (
			workspace_id text not null references workspaces, name text not null, value bigint not null,
			primary key (workspace_id, name))`,
		...people,
		...connections,
		...deliveries(blob),
		...events,
		...jobs,
		...leads,
		`create table notes (
			workspace_id text not null references workspaces, call_id text not null, user_id text not null,
			text text not null, written_at bigint not null,
			primary key (workspace_id, user_id, call_id),
			foreign key (workspace_id, user_id) references users (workspace_id, user_id))`,
	],
};

const people = [
	`create table users (
		user_id text primary key, workspace_id text not null references workspaces, name text not null,
		role text not null, created_at bigint not null, removed_at bigint,
		unique (workspace_id, user_id))`,
	`create table codes (
		code_hash text primary key, workspace_id text not null, user_id text not null,
		expires_at bigint not null, used_at bigint,
		foreign key (workspace_id, user_id) references users (workspace_id, user_id))`,
	`create table devices (
		device_id text primary key, workspace_id text not null, user_id text not null, name text not null,
		token_hash text not null unique, created_at bigint not null, last_seen_at bigint, revoked_at bigint,
		foreign key (workspace_id, user_id) references users (workspace_id, user_id))`,
	'create index devices_of_workspace on devices (workspace_id, user_id)',
	`create table branches (
		workspace_id text not null references workspaces, branch_id text not null, name text not null,
		region text not null, time_zone text not null,
		primary key (workspace_id, branch_id))`,
	`create table numbers (
		workspace_id text not null, e164 text not null, branch_id text not null,
		primary key (workspace_id, e164),
		foreign key (workspace_id, branch_id) references branches (workspace_id, branch_id))`,
	`create table branch_members (
		workspace_id text not null, branch_id text not null, user_id text not null,
		primary key (workspace_id, branch_id, user_id),
		foreign key (workspace_id, branch_id) references branches (workspace_id, branch_id),
		foreign key (workspace_id, user_id) references users (workspace_id, user_id))`,
];

const connections = [
	`create table connections (
		workspace_id text not null references workspaces, connection_id text not null, provider text not null,
		name text not null, hook_key text not null, owner_user_id text, branch_id text, sealed_secrets text,
		settings text not null, created_at bigint not null, removed_at bigint, last_event_at bigint,
		primary key (workspace_id, connection_id),
		unique (provider, hook_key),
		foreign key (workspace_id, owner_user_id) references users (workspace_id, user_id),
		foreign key (workspace_id, branch_id) references branches (workspace_id, branch_id))`,
];

// The body stands last: a listing then never reads the pages it spills to.
const deliveries = (blob: string) => [
	`create table deliveries (
		workspace_id text not null references workspaces, delivery_id text not null, connection_id text not null,
		provider text not null, received_at bigint not null, url text not null, headers text not null,
		outcome text not null, reason text, verify_us bigint not null, parse_us bigint not null,
		commit_us bigint not null, size bigint not null, body ${blob} not null,
		primary key (workspace_id, delivery_id))`,
	'create index deliveries_by_time on deliveries (workspace_id, received_at, delivery_id)',
	`create index deliveries_of_connection
		on deliveries (workspace_id, connection_id, received_at, delivery_id)`,
	'create index deliveries_by_outcome on deliveries (workspace_id, outcome, received_at, delivery_id)',
];

const events = [
	`create table events (
		workspace_id text not null references workspaces, seq bigint not null, connection_id text not null,
		id text not null, type text not null, subject text not null, agent_user_id text, local_e164 text,
		delivery_id text, json text not null,
		primary key (workspace_id, seq),
		unique (workspace_id, connection_id, id))`,
	'create index events_of_subject on events (workspace_id, subject, seq)',
	`create index events_of_delivery on events (workspace_id, delivery_id)
		where delivery_id is not null`,
	// Newest calls are found by walking this backwards, however long the log and however much else is in it.
	'create index events_by_family on events (workspace_id, (substr(type, 1, 14)), seq, subject)',
];

const jobs = [
	`create table jobs (
		job_id text primary key, workspace_id text not null references workspaces, kind text not null,
		key text not null, payload text not null, state text not null, due_at bigint not null,
		attempt bigint not null, max_attempts bigint not null, fence bigint not null, reason text,
		unique (workspace_id, kind, key))`,
	"create index jobs_due on jobs (kind, due_at) where state in ('queued', 'leased')",
	"create index jobs_dead on jobs (workspace_id, due_at) where state = 'dead'",
];

const leads = [
	`create table leads (
		workspace_id text not null references workspaces, lead_id text not null, external_id text,
		version bigint not null, json text,
		primary key (workspace_id, lead_id))`,
	`create unique index leads_by_external_id on leads (workspace_id, external_id)
		where external_id is not null`,
	'create unique index leads_by_version on leads (workspace_id, version)',
	`create table lead_keys (
		workspace_id text not null, key text not null, lead_id text not null,
		primary key (workspace_id, key, lead_id),
		foreign key (workspace_id, lead_id) references leads (workspace_id, lead_id))`,
	'create index lead_keys_of_lead on lead_keys (workspace_id, lead_id)',
];
