import type { Clock } from '../clock.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { Store, Tokens } from '../store/ports.ts';
import type { AccessToken, AccessTokens } from '../vendors/access-token.ts';
import type { QuietTimes } from '../vendors/quiet-times.ts';
import { createFailures, type Failures } from './failures.ts';
import { type RefreshDeps, refreshClaimed } from './refresh.ts';
import { refreshDueAt } from './refresh-due.ts';
import { openTokens, type TokenPair } from './token-text.ts';

export interface AccessTokensDeps extends RefreshDeps {
	store: Pick<Store, 'setup' | 'records'>;
	keys: SealingKeys;
	clock: Clock;
	/** After a refresh failed for want of an answer. */
	quietTimes: QuietTimes;
	pause(ms: number): Promise<void>;
}

type Deps = AccessTokensDeps & { failures: Failures };

/** How long a refresh may take before another server may take it over; longer than its two tries together. */
const CLAIM_MS = 30_000;
/** A token that ends sooner is not handed out while a better one may come. */
const USABLE_MS = 30_000;
const LOOK_AGAIN_MS = 200;
const MOST_LOOKS = 75;

interface Wanted {
	workspaceId: string;
	connectionId: string;
	/** Generation of a token that the vendor did not take. */
	refused?: number;
}

/** Tokens of all connections. Of a connection one refresh runs at a time, here and on all servers of the store. */
export function createAccessTokens(given: AccessTokensDeps): AccessTokens {
	const deps = { ...given, failures: createFailures() };
	const running = new Map<string, Promise<AccessToken>>();

	function shared(wanted: Wanted): Promise<AccessToken> {
		const key = `${wanted.workspaceId} ${wanted.connectionId} ${wanted.refused ?? ''}`;
		const known = running.get(key);
		if (known !== undefined) return known;
		const promise = obtain(wanted, deps).finally(() => running.delete(key));
		running.set(key, promise);
		return promise;
	}

	return {
		accessToken: (workspaceId, connectionId) => shared({ workspaceId, connectionId }),
		renewed: (workspaceId, connectionId, refused) => shared({ workspaceId, connectionId, refused }),
	};
}

async function obtain(wanted: Wanted, deps: Deps): Promise<AccessToken> {
	const { workspaceId, connectionId } = wanted;
	for (let look = 1; look <= MOST_LOOKS; look += 1) {
		const tokens = await deps.store.setup.tokens(workspaceId, connectionId);
		if (!tokens) return { kind: 'signed-out', reason: 'Nobody has signed in yet.' };
		const found = await judge(tokens, wanted, deps);
		if (found !== 'look-again') return found;
		await deps.pause(LOOK_AGAIN_MS);
	}
	return { kind: 'later', reason: 'Another server refreshes the sign-in.', at: deps.clock.now() + CLAIM_MS };
}

async function judge(tokens: Tokens, { refused }: Wanted, deps: Deps): Promise<AccessToken | 'look-again'> {
	const { clock, store, quietTimes } = deps;
	if (tokens.state === 'signed-out') return { kind: 'signed-out', reason: tokens.reason ?? 'Signed out.' };
	const pair = openTokens(tokens.sealed, deps.keys);
	if (!pair) return unreadable;
	const { workspaceId, connectionId, generation } = tokens;
	const isRefused = generation === refused;
	const now = clock.now();
	const due = refreshDueAt({ obtainedAt: pair.obtainedAt, expiresAt: tokens.accessExpiresAt });
	if (!isRefused && now < due) return tokenOf(tokens, pair);
	const usable = !isRefused && tokens.accessExpiresAt - now > USABLE_MS ? tokenOf(tokens, pair) : undefined;
	const quietUntil = quietTimes.until(connectionId);
	if (quietUntil !== undefined)
		return usable ?? { kind: 'later', reason: 'The sign-in could not be refreshed.', at: quietUntil };
	if ((tokens.refreshingUntil ?? 0) > now) return usable ?? 'look-again';
	const claim = { generation, now, until: now + CLAIM_MS };
	if (!(await store.setup.claimRefresh(workspaceId, connectionId, claim))) return usable ?? 'look-again';
	const refreshed = await refreshClaimed({ ...tokens, refreshingUntil: claim.until }, pair, deps);
	if (refreshed.kind !== 'later') {
		deps.failures.end(connectionId);
		return refreshed.kind === 'overtaken' ? 'look-again' : refreshed;
	}
	const at = Math.max(refreshed.at, clock.now() + deps.failures.waitMs(connectionId));
	quietTimes.hold(connectionId, at);
	return usable ?? { ...refreshed, at };
}

const unreadable: AccessToken = {
	kind: 'signed-out',
	reason: 'The key that sealed this sign-in is missing: put it back into RINGSIDE_KEY, or sign in again.',
};

function tokenOf({ generation }: Tokens, { access, obtainedAt }: TokenPair): AccessToken {
	return { kind: 'token', token: access, generation, obtainedAt };
}
