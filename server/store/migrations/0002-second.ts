import type { Migration } from './migration.ts';

export const second: Migration = {
	version: 2,
	statements: () => [...connections, ...deliveryLog, ...outgoingWebhooks],
};

const connections = [
	`create table connection_states (
		workspace_id text not null, connection_id text not null, name text not null, value text not null,
		primary key (workspace_id, connection_id, name),
		foreign key (workspace_id, connection_id) references connections (workspace_id, connection_id))`,
];

const outgoingWebhooks = [
	`create table outgoing_webhooks (
		workspace_id text not null references workspaces, webhook_id text not null, name text not null,
		url text not null, events text not null, sealed_secret text not null, created_at bigint not null,
		state text not null, disabled_reason text, cursor_seq bigint not null, due_at bigint not null,
		leased_until bigint not null, fence bigint not null, attempt bigint not null, failing_since bigint,
		last_failure text, last_accepted_at bigint,
		primary key (workspace_id, webhook_id))`,
	`create table overtaken_events (
		workspace_id text not null, webhook_id text not null, seq bigint not null, attempt bigint not null,
		failing_since bigint not null, due_at bigint,
		primary key (workspace_id, webhook_id, seq),
		foreign key (workspace_id, webhook_id) references outgoing_webhooks (workspace_id, webhook_id))`,
];

const deliveryLog = [
	// With the size in it, so that what is kept is summed up without the rows.
	'drop index deliveries_by_time',
	'create index deliveries_by_time on deliveries (workspace_id, received_at, delivery_id, size)',
	'create index deliveries_of_provider on deliveries (workspace_id, provider, received_at, delivery_id)',
	'create index events_by_id on events (workspace_id, id)',
];
