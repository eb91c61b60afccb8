import type { Kysely, Selectable } from 'kysely';
import type { Setup, Subscription } from '../ports.ts';
import type { Schema } from '../schema.ts';
import type { SubscriptionTable } from '../setup-tables.ts';

/** Webhooks at the vendors, as they were last seen. */
export function subscriptionQueries(
	db: Kysely<Schema>,
): Pick<Setup, 'subscriptions' | 'saveSubscription' | 'removeSubscription'> {
	return {
		subscriptions: async (workspaceId, connectionId) => {
			const rows = await db
				.selectFrom('subscriptions')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('connection_id', '=', connectionId)
				.orderBy('name')
				.execute();
			return rows.map(toSubscription);
		},
		saveSubscription: (subscription) => saveSubscription(db, subscription),
		removeSubscription: async (workspaceId, connectionId, name) => {
			await db
				.deleteFrom('subscriptions')
				.where('workspace_id', '=', workspaceId)
				.where('connection_id', '=', connectionId)
				.where('name', '=', name)
				.execute();
		},
	};
}

async function saveSubscription(db: Kysely<Schema>, subscription: Subscription): Promise<void> {
	const { workspaceId, connectionId, name } = subscription;
	const values = {
		vendor_id: subscription.vendorId ?? null,
		address: subscription.address ?? null,
		state: subscription.state,
		expires_at: subscription.expiresAt ?? null,
		checked_at: subscription.checkedAt,
		before: subscription.before ?? null,
		is_passed_on: Number(subscription.isPassedOn),
	};
	await db
		.insertInto('subscriptions')
		.values({ workspace_id: workspaceId, connection_id: connectionId, name, ...values })
		.onConflict((oc) => oc.columns(['workspace_id', 'connection_id', 'name']).doUpdateSet(values))
		.execute();
}

function toSubscription(row: Selectable<SubscriptionTable>): Subscription {
	return {
		workspaceId: row.workspace_id,
		connectionId: row.connection_id,
		name: row.name,
		...(row.vendor_id !== null && { vendorId: row.vendor_id }),
		...(row.address !== null && { address: row.address }),
		state: row.state,
		...(row.expires_at !== null && { expiresAt: row.expires_at }),
		checkedAt: row.checked_at,
		...(row.before !== null && { before: row.before }),
		isPassedOn: row.is_passed_on === 1,
	};
}
