import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { OutgoingWebhook, OvertakenEvent } from '../ports.ts';
import type { OutgoingWebhookTable, Schema } from '../schema.ts';

type Row = Selectable<OutgoingWebhookTable>;

const Patterns = z.array(z.string());

/** Those that failed while later ones were accepted, in the order of the log. */
export async function overtakenOf(db: Kysely<Schema>, row: Row): Promise<OvertakenEvent[]> {
	const rows = await db
		.selectFrom('overtaken_events')
		.selectAll()
		.where('workspace_id', '=', row.workspace_id)
		.where('webhook_id', '=', row.webhook_id)
		.orderBy('seq')
		.execute();
	return rows.map(({ seq, attempt, failing_since, due_at }) => ({
		seq,
		attempt,
		failingSince: failing_since,
		...(due_at !== null && { dueAt: due_at }),
	}));
}

export function toWebhook(row: Row, overtaken: OvertakenEvent[]): OutgoingWebhook {
	return {
		webhookId: row.webhook_id,
		workspaceId: row.workspace_id,
		name: row.name,
		url: row.url,
		events: Patterns.parse(JSON.parse(row.events)),
		sealedSecret: row.sealed_secret,
		createdAt: row.created_at,
		state: row.state,
		...(row.disabled_reason !== null && { disabledReason: row.disabled_reason }),
		cursorSeq: row.cursor_seq,
		attempt: row.attempt,
		...(row.failing_since !== null && { failingSince: row.failing_since }),
		...(row.last_failure !== null && { lastFailure: row.last_failure }),
		...(row.last_accepted_at !== null && { lastAcceptedAt: row.last_accepted_at }),
		overtaken,
	};
}
