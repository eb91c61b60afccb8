import type { Migration } from './migration.ts';

/** What the work after a call keeps, and what the assistant's calls need. */
export const afterCall: Migration = {
	version: 9,
	statements: () => [
		`create table settings (
			workspace_id text not null references workspaces, name text not null, version bigint not null,
			json text not null, sealed text, changed_at bigint not null,
			primary key (workspace_id, name))`,
		`create table effects (
			workspace_id text not null references workspaces, key text not null, kind text not null,
			subject text not null, state text not null, answer text, begun_at bigint not null, ended_at bigint,
			primary key (workspace_id, key))`,
		'create index effects_of_subject on effects (workspace_id, subject)',
		'create index effects_by_kind on effects (workspace_id, kind, begun_at)',
		'create index effects_by_age on effects (begun_at)',
		`create table usage (
			workspace_id text not null references workspaces, key text not null, month text not null,
			name text not null, amount bigint not null,
			primary key (workspace_id, key))`,
		'create index usage_of_month on usage (workspace_id, month, name)',
		`create table unassigned_calls (
			workspace_id text not null references workspaces, call_id text not null, state text not null,
			json text not null, created_at bigint not null, changed_at bigint not null,
			primary key (workspace_id, call_id))`,
		'create index unassigned_by_age on unassigned_calls (workspace_id, created_at)',
		`create table talk_links (
			code_hash text primary key, workspace_id text not null references workspaces, call_id text not null,
			sealed text not null, created_at bigint not null, expires_at bigint not null, uses bigint not null)`,
		'create index talk_links_by_end on talk_links (expires_at)',
		`create table api_keys (
			key_id text primary key, workspace_id text not null references workspaces, name text not null,
			key_hash text not null unique, created_at bigint not null, last_used_at bigint, revoked_at bigint)`,
		'create index api_keys_of_workspace on api_keys (workspace_id)',
		'create index recordings_by_age on recordings (workspace_id, created_at)',
	],
};
