import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { App, Setup } from '../ports.ts';
import type { Schema } from '../schema.ts';

const Settings = z.record(z.string(), z.string());

/** A workspace's registrations at the providers. */
export function appQueries(db: Kysely<Schema>): Pick<Setup, 'saveApp' | 'app' | 'apps' | 'removeApp'> {
	const ofWorkspace = (workspaceId: string) =>
		db.selectFrom('apps').selectAll().where('workspace_id', '=', workspaceId);
	return {
		saveApp: (app) => saveApp(db, app),
		app: async (workspaceId, provider) => {
			const row = await ofWorkspace(workspaceId).where('provider', '=', provider).executeTakeFirst();
			return row && toApp(row);
		},
		apps: async (workspaceId) => {
			const rows = await ofWorkspace(workspaceId).orderBy('provider').execute();
			return rows.map(toApp);
		},
		removeApp: async (workspaceId, provider) => {
			const result = await db
				.deleteFrom('apps')
				.where('workspace_id', '=', workspaceId)
				.where('provider', '=', provider)
				.executeTakeFirst();
			return result.numDeletedRows > 0n;
		},
	};
}

async function saveApp(db: Kysely<Schema>, app: App): Promise<void> {
	const values = {
		client_id: app.clientId,
		sealed_secret: app.sealedSecret,
		settings: JSON.stringify(app.settings),
		changed_at: app.changedAt,
	};
	await db
		.insertInto('apps')
		.values({ workspace_id: app.workspaceId, provider: app.provider, ...values })
		.onConflict((oc) => oc.columns(['workspace_id', 'provider']).doUpdateSet(values))
		.execute();
}

function toApp(row: Selectable<Schema['apps']>): App {
	return {
		workspaceId: row.workspace_id,
		provider: row.provider,
		clientId: row.client_id,
		sealedSecret: row.sealed_secret,
		settings: Settings.parse(JSON.parse(row.settings)),
		changedAt: row.changed_at,
	};
}
