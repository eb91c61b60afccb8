import { expect, test } from 'vitest';
import type { SealingKeys } from '../secrets/key.ts';
import { sealingKey } from '../secrets/sealing.ts';
import { UPKEEP } from '../upkeep/job.ts';
import type { AccessToken } from '../vendors/access-token.ts';
import { type KeepDeps, keepHandler } from './keep.ts';
import { sealTokens } from './token-text.ts';

const NOW = Date.parse('2026-04-14T09:00:00.000Z');
const HOUR = 60 * 60_000;
const keys: SealingKeys = [sealingKey(Buffer.alloc(32, 7))];
const token = { kind: 'token', token: 'access', generation: 1, obtainedAt: NOW } as const;

/** What becomes of the job after the vendor's answer, of a token obtained now or at another time. */
async function kept(answer: AccessToken, obtainedAt = NOW) {
	const hastened: unknown[] = [];
	const sealed = sealTokens({ access: 'access', obtainedAt }, keys);
	const deps = {
		store: {
			records: { directory: async () => ({ connections: [{ connectionId: 'con_1' }] }) },
			setup: { tokens: async () => ({ sealed, accessExpiresAt: obtainedAt + HOUR }) },
			jobs: { hasten: async (...asked: unknown[]) => hastened.push(asked) },
		},
		tokens: { accessToken: async () => answer },
		clock: { now: () => NOW, monotonic: () => 0 },
		keys,
	} as unknown as KeepDeps;
	const job = { workspaceId: 'ws_1', payload: { connectionId: 'con_1' } };
	const handler = keepHandler(deps);
	const outcome = await handler(job as Parameters<typeof handler>[0], { stillMine: async () => true });
	return { outcome, hastened };
}

test('a token is kept for ever: the job comes back when a third of the next token’s life is left', async () => {
	expect((await kept(token)).outcome).toEqual({ kind: 'again', at: NOW + (2 * HOUR) / 3 });
});

test('while a vendor that is down keeps a good token overdue, a look a minute is enough', async () => {
	expect((await kept(token, NOW - 0.9 * HOUR)).outcome).toEqual({ kind: 'again', at: NOW + 60_000 });
});

test('without a token it waits as long as the vendor is to be left alone', async () => {
	const later = { kind: 'later', reason: 'No answer came.', at: NOW + 5 * 60_000 } as const;
	expect((await kept(later)).outcome).toEqual({ kind: 'again', at: NOW + 5 * 60_000 });
});

test('a sign-in that has ended is looked at by the checks at once', async () => {
	const { outcome, hastened } = await kept({ kind: 'signed-out', reason: 'It has ended.' });
	expect(outcome).toEqual({ kind: 'done' });
	expect(hastened).toEqual([['ws_1', { kind: UPKEEP, key: 'con_1', runAt: NOW }]]);
});
