import type { Kysely } from 'kysely';
import type { Setup } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { appQueries } from './setup-apps.ts';
import { checkQueries, saveChecks } from './setup-checks.ts';
import { type SealedQueries, sealedQueries } from './setup-sealed.ts';
import { signInQueries } from './setup-sign-ins.ts';
import { subscriptionQueries } from './setup-subscriptions.ts';
import { tokenQueries } from './setup-tokens.ts';

/** As the port; sealing anew is done in steps, as only the caller's side has the keys. */
export type SetupQueries = Omit<Setup, 'reseal'> & SealedQueries;

export function setupQueries(db: Kysely<Schema>): SetupQueries {
	return {
		...appQueries(db),
		...signInQueries(db),
		...tokenQueries(db),
		...sealedQueries(db),
		...subscriptionQueries(db),
		...checkQueries(db),
		forget: (workspaceId, connectionId) =>
			db.transaction().execute(async (trx) => {
				for (const table of ['tokens', 'subscriptions'] as const) {
					await trx
						.deleteFrom(table)
						.where('workspace_id', '=', workspaceId)
						.where('connection_id', '=', connectionId)
						.execute();
				}
				await saveChecks(trx, workspaceId, connectionId, []);
			}),
	};
}
