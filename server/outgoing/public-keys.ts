import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Dispatch } from './dispatcher.ts';

const RsaKey = z.object({ kid: z.string(), kty: z.literal('RSA'), n: z.string(), e: z.string() });
const KeySet = z.object({ keys: z.array(z.unknown()) });

export type RsaKey = z.infer<typeof RsaKey>;

export type FoundKey =
	| { kind: 'found'; key: RsaKey }
	/** The vendor has no such key. */
	| { kind: 'unknown' }
	/** The vendor's keys cannot be had now. */
	| { kind: 'unavailable' };

/** Public keys that vendors publish as a JSON Web Key Set (RFC 7517). */
export interface PublicKeys {
	find(url: string, keyId: string): Promise<FoundKey>;
}

interface KeyCache {
	keys: Map<string, RsaKey>;
	/** Monotonic ms, as all times here. */
	freshUntil: number;
	usableUntil: number;
	askedAt: number;
	lastAnswered: boolean;
}

const COOLDOWN_MS = 15_000;
const USUAL_AGE_S = 300;
const LONGEST_AGE_S = 24 * 60 * 60;
/** So long may keys be used that the vendor, out of reach, said to ask for again. */
const GRACE_MS = 60 * 60 * 1_000;
const FETCH = { method: 'GET', timeoutMs: 5_000, maxBytes: 256 * 1_024 } as const;

/**
 * Keeps key sets as long as their Cache-Control says. An unknown key has them read again, yet not more often than
 * every 15 seconds: key ids come from strangers.
 */
export function createPublicKeys({ dispatch, clock }: { dispatch: Dispatch; clock: Clock }): PublicKeys {
	const caches = new Map<string, KeyCache>();
	const fetching = new Map<string, Promise<void>>();

	async function load(url: string): Promise<void> {
		const answer = await dispatch({ ...FETCH, url });
		const now = clock.monotonic();
		const before = caches.get(url);
		const keys = answer.kind === 'answered' && answer.status === 200 ? readKeys(answer.body) : undefined;
		if (!keys || answer.kind !== 'answered') {
			const old = before ?? { keys: new Map(), freshUntil: now, usableUntil: now };
			caches.set(url, { ...old, askedAt: now, lastAnswered: false });
			return;
		}
		const freshUntil = now + maxAgeOf(answer.headers) * 1_000;
		const usableUntil = freshUntil + GRACE_MS;
		caches.set(url, { keys, freshUntil, usableUntil, askedAt: now, lastAnswered: true });
	}

	async function refresh(url: string): Promise<void> {
		const running = fetching.get(url) ?? load(url).finally(() => fetching.delete(url));
		fetching.set(url, running);
		await running;
	}

	return {
		async find(url, keyId) {
			const known = caches.get(url);
			const fresh = known && clock.monotonic() < known.freshUntil && known.keys.has(keyId);
			if (!fresh && (!known || clock.monotonic() - known.askedAt >= COOLDOWN_MS)) await refresh(url);
			return keyIn(caches.get(url), keyId, clock.monotonic());
		},
	};
}

function keyIn(cache: KeyCache | undefined, keyId: string, now: number): FoundKey {
	if (!cache || now >= cache.usableUntil) return { kind: 'unavailable' };
	const key = cache.keys.get(keyId);
	if (key) return { kind: 'found', key };
	return { kind: cache.lastAnswered ? 'unknown' : 'unavailable' };
}

/** Undefined where the body is no key set; keys of other kinds are passed over. */
function readKeys(body: Uint8Array): Map<string, RsaKey> | undefined {
	let json: unknown;
	try {
		json = JSON.parse(Buffer.from(body).toString('utf8'));
	} catch {
		return undefined;
	}
	const set = KeySet.safeParse(json);
	if (!set.success) return undefined;
	const keys = set.data.keys.flatMap((key) => RsaKey.safeParse(key).data ?? []);
	return new Map(keys.map((key) => [key.kid, key]));
}

/** Seconds that are left, by RFC 9111. */
function maxAgeOf(headers: Record<string, string>): number {
	const said = /(?:^|[\s,])max-age=(\d{1,9})/.exec(headers['cache-control'] ?? '')?.[1];
	const already = /^\d{1,9}$/.exec(headers.age ?? '')?.[0] ?? '0';
	const left = said === undefined ? USUAL_AGE_S : Number(said) - Number(already);
	return Math.min(Math.max(left, 0), LONGEST_AGE_S);
}
