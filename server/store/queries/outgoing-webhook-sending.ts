import { type Kysely, sql } from 'kysely';
import type { ClaimedWebhook, OutgoingWebhooks, OvertakenEvent, WebhookProgress } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { overtakenOf, toWebhook } from './outgoing-webhook-rows.ts';

/** Giving out what is due, and keeping what came of it. */
export function sendingQueries(db: Kysely<Schema>): Pick<OutgoingWebhooks, 'claim' | 'settle'> {
	return {
		claim: (options) => claim(db, options),
		settle: (claimed, progress) => db.transaction().execute((trx) => settle(trx, claimed, progress)),
	};
}

type ClaimOptions = Parameters<OutgoingWebhooks['claim']>[0];

async function claim(db: Kysely<Schema>, options: ClaimOptions): Promise<ClaimedWebhook[]> {
	// Asked before each transaction that would write: mostly there is nothing to do, and rings wait behind writes.
	if (!(await due(db, options).limit(1).executeTakeFirst())) return [];
	return db.transaction().execute(async (trx) => {
		const rows = await due(trx, options).limit(options.limit).execute();
		for (const row of rows) {
			await trx
				.updateTable('outgoing_webhooks')
				.set({ fence: row.fence + 1, leased_until: options.now + options.leaseMs })
				.where('workspace_id', '=', row.workspace_id)
				.where('webhook_id', '=', row.webhook_id)
				.execute();
		}
		return Promise.all(
			rows.map(async (row) => ({
				...toWebhook(row, await overtakenOf(trx, row)),
				fence: row.fence + 1,
			})),
		);
	});
}

function due(db: Kysely<Schema>, { now }: ClaimOptions) {
	return db
		.selectFrom('outgoing_webhooks as w')
		.selectAll('w')
		.where('w.state', '=', 'enabled')
		.where('w.due_at', '<=', now)
		.where('w.leased_until', '<=', now)
		.where((eb) =>
			eb.or([
				eb.exists(
					eb
						.selectFrom('counters as c')
						.select('c.value')
						.whereRef('c.workspace_id', '=', 'w.workspace_id')
						.where('c.name', '=', 'event')
						.whereRef('c.value', '>', 'w.cursor_seq'),
				),
				eb.exists(
					eb
						.selectFrom('overtaken_events as o')
						.select('o.seq')
						.whereRef('o.workspace_id', '=', 'w.workspace_id')
						.whereRef('o.webhook_id', '=', 'w.webhook_id')
						.where('o.due_at', '<=', now),
				),
			]),
		)
		.orderBy('w.leased_until')
		.orderBy(sql`w.webhook_id`);
}

type Held = Parameters<OutgoingWebhooks['settle']>[0];

async function settle(db: Kysely<Schema>, held: Held, progress: WebhookProgress): Promise<boolean> {
	const { overtaken, caughtUp, disabledReason } = progress;
	const result = await db
		.updateTable('outgoing_webhooks')
		.set({
			leased_until: progress.leasedUntil,
			...(progress.cursorSeq !== undefined && { cursor_seq: progress.cursorSeq }),
			...(progress.attempt !== undefined && { attempt: progress.attempt }),
			...(progress.failingSince !== undefined && { failing_since: progress.failingSince }),
			...(progress.lastFailure !== undefined && { last_failure: progress.lastFailure }),
			...(progress.lastAcceptedAt !== undefined && { last_accepted_at: progress.lastAcceptedAt }),
			...(progress.dueAt !== undefined && { due_at: progress.dueAt }),
			...(disabledReason !== undefined && { state: 'disabled' as const, disabled_reason: disabledReason }),
		})
		.where('workspace_id', '=', held.workspaceId)
		.where('webhook_id', '=', held.webhookId)
		.where('fence', '=', held.fence)
		.where('state', '=', 'enabled')
		.executeTakeFirst();
	if (result.numUpdatedRows === 0n) return false;
	if (overtaken) await setAside(db, held, overtaken);
	if (caughtUp !== undefined) {
		await db
			.deleteFrom('overtaken_events')
			.where('workspace_id', '=', held.workspaceId)
			.where('webhook_id', '=', held.webhookId)
			.where('seq', '=', caughtUp)
			.execute();
	}
	return true;
}

async function setAside(db: Kysely<Schema>, held: Held, event: OvertakenEvent): Promise<void> {
	const values = { attempt: event.attempt, failing_since: event.failingSince, due_at: event.dueAt ?? null };
	await db
		.insertInto('overtaken_events')
		.values({ workspace_id: held.workspaceId, webhook_id: held.webhookId, seq: event.seq, ...values })
		.onConflict((oc) => oc.columns(['workspace_id', 'webhook_id', 'seq']).doUpdateSet(values))
		.execute();
}
