import type { Migration } from './migration.ts';

/** Which events are of which person, by a salted hash of what the person is reached at. */
export const conversations: Migration = {
	version: 3,
	statements: ({ random }) => [
		`create table event_persons (
			workspace_id text not null, person_id text not null, seq bigint not null,
			primary key (workspace_id, person_id, seq),
			foreign key (workspace_id, seq) references events (workspace_id, seq) on delete cascade)`,
		'create index event_persons_by_seq on event_persons (workspace_id, seq)',
		`insert into meta (name, value) values ('person-salt', ${random})`,
		// What came before this step is filled in when the store is opened: hashing is not the database's work.
		`insert into meta (name, value) values ('persons-unfilled', 'true')`,
	],
};
