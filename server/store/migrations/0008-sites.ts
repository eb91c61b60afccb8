import type { Migration } from './migration.ts';

/** The workspace's CRM sites, offered to each colleague. */
export const sites: Migration = {
	version: 8,
	statements: () => [
		`create table team_sites (
			workspace_id text not null references workspaces, pattern text not null, added_at bigint not null,
			primary key (workspace_id, pattern))`,
	],
};
