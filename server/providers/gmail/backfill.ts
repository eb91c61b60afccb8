import { mapAsked } from '../pages.ts';
import type { Backfill } from '../setup.ts';
import { createGet } from './api.ts';
import { READ_HISTORY } from './history.ts';
import { Profile } from './schema.ts';

/** Pushes may be late or lost: has the mailbox changed, its history is read from where the last reading ended. */
export const backfill: Backfill = async (_since, { ask, connection }) => {
	const profile = await createGet(ask)('profile', Profile);
	const { connectionId } = connection;
	return mapAsked(profile, ({ historyId }) => ({
		events: [],
		// The key is that of a push of the same change, so that one job does for both.
		jobs: [{ kind: READ_HISTORY, key: `${connectionId}|${historyId}`, payload: { connectionId, historyId } }],
	}));
};
