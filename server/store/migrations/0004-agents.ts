import type { Migration } from './migration.ts';

/** Whose a provider's agents are; an event keeps which agent it named, so that a later answer holds for it, too. */
export const agents: Migration = {
	version: 4,
	statements: () => [
		'alter table events add column agent_key text',
		`create table agents (
			workspace_id text not null, connection_id text not null, agent_key text not null, user_id text not null,
			primary key (workspace_id, connection_id, agent_key),
			foreign key (workspace_id, connection_id) references connections (workspace_id, connection_id),
			foreign key (workspace_id, user_id) references users (workspace_id, user_id))`,
	],
};
