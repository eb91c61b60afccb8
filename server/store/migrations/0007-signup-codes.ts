import type { Migration } from './migration.ts';

export const signupCodes: Migration = {
	version: 7,
	statements: () => [
		`create table signup_codes (
			code_id text primary key, workspace_id text not null references workspaces,
			code_hash text not null unique, uses bigint not null, used bigint not null,
			created_at bigint not null, expires_at bigint not null, revoked_at bigint)`,
		'create index signup_codes_of_workspace on signup_codes (workspace_id, created_at)',
	],
};
