import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { JobHandler, JobOutcome } from '../jobs/job.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { NewJob, Store } from '../store/ports.ts';
import { UPKEEP } from '../upkeep/job.ts';
import type { AccessTokens } from '../vendors/access-token.ts';
import { refreshDueAt } from './refresh-due.ts';
import { openTokens } from './token-text.ts';

export const KEEP_SIGN_IN = 'sign-in.keep';

/** Also how soon the work of a server that died in the middle of a refresh is taken up. */
const SOON_MS = 10_000;
/** A vendor gave no answer, and the token is still good for a while. */
const OVERDUE_MS = 60_000;
const ATTEMPTS = 20;

const Payload = z.object({ connectionId: z.string() });

/** Refreshes a connection's tokens ahead of their end, for as long as there are any. */
export function keepJob(connectionId: string, runAt: number): NewJob {
	return { kind: KEEP_SIGN_IN, key: connectionId, payload: { connectionId }, runAt, maxAttempts: ATTEMPTS };
}

export interface KeepDeps {
	store: Pick<Store, 'setup' | 'records' | 'jobs'>;
	tokens: AccessTokens;
	keys: SealingKeys;
	clock: Clock;
}

export function keepHandler(deps: KeepDeps): JobHandler {
	return async ({ workspaceId, payload }): Promise<JobOutcome> => {
		const named = Payload.safeParse(payload);
		if (!named.success) return { kind: 'give-up', reason: 'The job names no connection.' };
		const { connectionId } = named.data;
		const directory = await deps.store.records.directory(workspaceId);
		const row = directory?.connections.find((one) => one.connectionId === connectionId);
		if (!row || row.removedAt !== undefined) return { kind: 'done' };
		const token = await deps.tokens.accessToken(workspaceId, connectionId);
		const now = deps.clock.now();
		if (token.kind === 'signed-out') {
			// What the checks say is not to wait for their next round; a new sign-in queues this job anew.
			await deps.store.jobs.hasten(workspaceId, { kind: UPKEEP, key: connectionId, runAt: now });
			return { kind: 'done' };
		}
		const soon = now + SOON_MS;
		if (token.kind === 'later') return { kind: 'again', at: Math.max(soon, token.at ?? soon) };
		const due = await dueAt(workspaceId, connectionId, deps);
		return { kind: 'again', at: due !== undefined && due > now ? Math.max(soon, due) : now + OVERDUE_MS };
	};
}

async function dueAt(workspaceId: string, connectionId: string, { store, keys }: KeepDeps) {
	const tokens = await store.setup.tokens(workspaceId, connectionId);
	const pair = tokens && openTokens(tokens.sealed, keys);
	return pair && refreshDueAt({ obtainedAt: pair.obtainedAt, expiresAt: tokens.accessExpiresAt });
}
