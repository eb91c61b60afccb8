import type { Kysely } from 'kysely';
import type { NewOutgoingWebhook, OutgoingWebhook, OutgoingWebhooks } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { readCounters } from './counters.ts';
import { reading } from './events.ts';
import { overtakenOf, toWebhook } from './outgoing-webhook-rows.ts';
import { sendingQueries } from './outgoing-webhook-sending.ts';

export function outgoingWebhookQueries(db: Kysely<Schema>): OutgoingWebhooks {
	return { ...sendingQueries(db), ...keepingQueries(db) };
}

function keepingQueries(db: Kysely<Schema>): Omit<OutgoingWebhooks, 'claim' | 'settle'> {
	return {
		create: (webhook, limit) => db.transaction().execute((trx) => create(trx, webhook, limit)),
		list: (workspaceId) => reading(db, (trx) => list(trx, workspaceId)),
		update: (workspaceId, webhookId, change, now) =>
			db.transaction().execute((trx) => update(trx, workspaceId, webhookId, change, now)),
		remove: (workspaceId, webhookId) =>
			db.transaction().execute((trx) => remove(trx, workspaceId, webhookId)),
	};
}

async function create(db: Kysely<Schema>, webhook: NewOutgoingWebhook, limit: number): Promise<boolean> {
	const { count } = await db
		.selectFrom('outgoing_webhooks')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('workspace_id', '=', webhook.workspaceId)
		.executeTakeFirstOrThrow();
	if (Number(count) >= limit) return false;
	const { event: head } = await readCounters(db, webhook.workspaceId);
	await db
		.insertInto('outgoing_webhooks')
		.values({
			workspace_id: webhook.workspaceId,
			webhook_id: webhook.webhookId,
			name: webhook.name,
			url: webhook.url,
			events: JSON.stringify(webhook.events),
			sealed_secret: webhook.sealedSecret,
			created_at: webhook.createdAt,
			state: 'enabled',
			disabled_reason: null,
			cursor_seq: head,
			due_at: 0,
			leased_until: 0,
			fence: 0,
			attempt: 0,
			failing_since: null,
			last_failure: null,
			last_accepted_at: null,
		})
		.execute();
	return true;
}

async function list(db: Kysely<Schema>, workspaceId: string): Promise<OutgoingWebhook[]> {
	const rows = await db
		.selectFrom('outgoing_webhooks')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('created_at')
		.orderBy('webhook_id')
		.execute();
	return Promise.all(rows.map(async (row) => toWebhook(row, await overtakenOf(db, row))));
}

type Change = Parameters<OutgoingWebhooks['update']>[2];

async function update(
	db: Kysely<Schema>,
	workspaceId: string,
	webhookId: string,
	{ name, url, events, state }: Change,
	now: number,
): Promise<boolean> {
	const result = await db
		.updateTable('outgoing_webhooks')
		.set((eb) => ({
			fence: eb('fence', '+', 1),
			leased_until: 0,
			...(name !== undefined && { name }),
			...(url !== undefined && { url }),
			...(events !== undefined && { events: JSON.stringify(events) }),
			...(state === 'enabled' && {
				state,
				disabled_reason: null,
				due_at: now,
				attempt: 0,
				failing_since: null,
			}),
			...(state === 'disabled' && { state, disabled_reason: 'by-hand' as const }),
		}))
		.where('workspace_id', '=', workspaceId)
		.where('webhook_id', '=', webhookId)
		.executeTakeFirst();
	if (result.numUpdatedRows === 0n) return false;
	if (state === 'enabled') {
		await db
			.updateTable('overtaken_events')
			.set({ due_at: now, attempt: 0, failing_since: now })
			.where('workspace_id', '=', workspaceId)
			.where('webhook_id', '=', webhookId)
			.execute();
	}
	return true;
}

async function remove(db: Kysely<Schema>, workspaceId: string, webhookId: string): Promise<boolean> {
	await db
		.deleteFrom('overtaken_events')
		.where('workspace_id', '=', workspaceId)
		.where('webhook_id', '=', webhookId)
		.execute();
	const result = await db
		.deleteFrom('outgoing_webhooks')
		.where('workspace_id', '=', workspaceId)
		.where('webhook_id', '=', webhookId)
		.executeTakeFirst();
	return result.numDeletedRows > 0n;
}
