import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { hashToken } from '../secrets/token.ts';
import type { ApiKey, Store } from '../store/ports.ts';

interface KeyDeps {
	store: Pick<Store, 'afterCall'>;
	clock: Clock;
	ids: Ids;
}

const PREFIX = 'rsk_';
const BYTES = 32;
/** A write for each call would be one too many: who last used a key is told to the minute. */
const TOUCH_MS = 60_000;

/** A key for another system; `secret` is told this once and stored as a hash. */
export async function addApiKey(
	{ workspaceId, name }: { workspaceId: string; name: string },
	{ store, clock, ids }: KeyDeps,
): Promise<{ key: ApiKey; secret: string }> {
	const secret = `${PREFIX}${ids.secret(BYTES)}`;
	const key = {
		keyId: ids.make('apiKey'),
		workspaceId,
		name,
		keyHash: hashToken(secret),
		createdAt: clock.now(),
	};
	await store.afterCall.apiKeys.create(key);
	return { key, secret };
}

/** Whose key this is; undefined for unknown and revoked ones. */
export async function findApiKey(
	secret: string,
	{ store, clock }: Omit<KeyDeps, 'ids'>,
): Promise<ApiKey | undefined> {
	const key = await store.afterCall.apiKeys.byHash(hashToken(secret));
	if (!key) return undefined;
	const now = clock.now();
	if (now - (key.lastUsedAt ?? 0) >= TOUCH_MS) await store.afterCall.apiKeys.touch(key.keyId, now);
	return key;
}
