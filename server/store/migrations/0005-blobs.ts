import type { Migration } from './migration.ts';

/** Where the audio of a recording lies. */
export const blobs: Migration = {
	version: 5,
	statements: () => [
		`create table recordings (
			workspace_id text not null references workspaces, connection_id text not null,
			recording_id text not null, subject text not null, blob_id text not null, size bigint not null,
			content_type text not null, created_at bigint not null,
			primary key (workspace_id, connection_id, recording_id))`,
		'create unique index recordings_by_blob on recordings (blob_id)',
		'create index recordings_of_subject on recordings (workspace_id, subject)',
	],
};
