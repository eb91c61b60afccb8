import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { apiKeyQueries } from '../queries/api-keys.ts';
import { conversationQueries } from '../queries/conversations.ts';
import { deliveryQueries } from '../queries/deliveries.ts';
import { effectQueries } from '../queries/effects.ts';
import { eventQueries } from '../queries/events.ts';
import { inboxQueries } from '../queries/inbox.ts';
import { jobQueries } from '../queries/jobs.ts';
import { leadQueries } from '../queries/leads.ts';
import { outgoingWebhookQueries } from '../queries/outgoing-webhooks.ts';
import { recordingQueries } from '../queries/recordings.ts';
import { recordQueries } from '../queries/records.ts';
import { settingQueries } from '../queries/settings.ts';
import { setupQueries } from '../queries/setup.ts';
import { talkLinkQueries } from '../queries/talk-links.ts';
import { usageQueries } from '../queries/usage.ts';
import type { Schema } from '../schema.ts';
import { type AppendOutcome, createAppender } from './append.ts';
import type { AppendItem } from './append-rows.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { toFailure } from './failure.ts';
import { migrate } from './migrate.ts';
import { createPersonId, fillPersons } from './persons.ts';

export interface EngineOptions {
	file: string;
	/** ms since 1970, UTC, at opening. */
	now: number;
	/** Names the log if this file is new. */
	newEpoch: string;
	/** For measuring durations. */
	microseconds(): number;
}

export type Engine = ReturnType<typeof createEngine>;

/** Everything that can be asked of an open database, after bringing its schema up to date. */
export function createEngine(db: DatabaseSync, options: EngineOptions) {
	migrate(db, options);
	db.prepare("insert into meta (name, value) values ('epoch', ?) on conflict do nothing").run(
		options.newEpoch,
	);
	const kysely = new Kysely<Schema>({ dialect: nodeSqliteDialect(db) });
	const personId = createPersonId(db);
	fillPersons(db, personId);
	const append = createAppender(db, { kysely, personId, microseconds: options.microseconds });
	const dataVersion = db.prepare('pragma data_version');
	const totalChanges = db.prepare('select total_changes() as count');
	return {
		ports: {
			events: {
				...eventQueries(kysely),
				appendBatch: async (items: AppendItem[]): Promise<AppendOutcome[]> => append(items),
			},
			conversations: conversationQueries(kysely, personId),
			deliveries: deliveryQueries(kysely),
			records: recordQueries(kysely),
			recordings: recordingQueries(kysely),
			jobs: jobQueries(kysely),
			leads: leadQueries(kysely),
			outgoingWebhooks: outgoingWebhookQueries(kysely),
			setup: setupQueries(kysely),
			settings: settingQueries(kysely),
			effects: effectQueries(kysely),
			usage: usageQueries(kysely),
			inbox: inboxQueries(kysely),
			talkLinks: talkLinkQueries(kysely),
			apiKeys: apiKeyQueries(kysely),
			engine: {
				ping: async () => {
					await kysely.selectFrom('meta').select('value').where('name', '=', 'epoch').execute();
				},
			},
		},
		/** Changes when another connection has written; undefined while the file cannot be read. */
		dataVersion: () => {
			try {
				return Number(dataVersion.get()?.data_version);
			} catch (error) {
				if (toFailure(error).unavailable) return undefined;
				throw error;
			}
		},
		/** Rises when this connection has written. */
		writeCount: () => Number(totalChanges.get()?.count),
	};
}
