import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { SignupCode, Store } from '../store/ports.ts';
import { hashCode, makeCode } from './codes.ts';

interface SignupCodeDeps {
	store: Pick<Store, 'records'>;
	clock: Clock;
	ids: Ids;
}

/** More would be a public address rather than a company. */
export const MOST_USES = 10_000;
export const MOST_DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Makes a code by which `uses` people may become members within `days`. It is shown once and kept as a hash. */
export async function addSignupCode(
	wanted: { workspaceId: string; uses: number; days: number },
	{ store, clock, ids }: SignupCodeDeps,
): Promise<{ codeId: string; code: string; expiresAt: number }> {
	const code = makeCode(ids);
	const codeId = ids.make('signup');
	const createdAt = clock.now();
	const expiresAt = createdAt + wanted.days * DAY_MS;
	const { workspaceId, uses } = wanted;
	const codeHash = hashCode(code);
	await store.records.createSignupCode({ codeId, workspaceId, codeHash, uses, createdAt, expiresAt });
	return { codeId, code, expiresAt };
}

export type SignupCodeState = 'open' | 'revoked' | 'expired' | 'used';

/** Whether a code still lets somebody in, and why not. */
export function stateOf({ revokedAt, expiresAt, used, uses }: SignupCode, now: number): SignupCodeState {
	if (revokedAt !== undefined) return 'revoked';
	if (expiresAt <= now) return 'expired';
	return used >= uses ? 'used' : 'open';
}
