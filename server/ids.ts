import { randomBytes, randomFillSync } from 'node:crypto';

/** Kind of thing → prefix of its id, so that an id in a log says what it names. */
const prefixes = {
	workspace: 'ws',
	user: 'usr',
	device: 'dev',
	branch: 'br',
	connection: 'con',
	delivery: 'dlv',
	job: 'job',
	lead: 'lead',
	import: 'imp',
	webhook: 'whk',
	blob: 'blob',
	signup: 'suc',
	apiKey: 'key',
} as const;

export type IdKind = keyof typeof prefixes;

/** Source of ids and secrets, injected so that tests can repeat them. */
export interface Ids {
	/** e.g. `con_5f0c…`, 96 random bits. */
	make(kind: IdKind): string;
	/** URL-safe secret of `bytes` random bytes. */
	secret(bytes: number): string;
}

export const randomIds: Ids = {
	make: (kind) => `${prefixes[kind]}_${pooledText(ID_BYTES)}`,
	secret: (bytes) => randomBytes(bytes).toString('base64url'),
};

/** A random number x, 0 ≤ x < 1. */
export function fractionOf(ids: Pick<Ids, 'secret'>): number {
	return Buffer.from(ids.secret(6), 'base64url').readUIntBE(0, 6) / 2 ** 48;
}

const ID_BYTES = 12;
const pool = Buffer.alloc(4_096);
let used = pool.length;

/** Asking the system for each id would be the dearest step of taking a webhook in. */
function pooledText(bytes: number): string {
	if (used + bytes > pool.length) {
		randomFillSync(pool);
		used = 0;
	}
	used += bytes;
	return pool.toString('base64url', used - bytes, used);
}
