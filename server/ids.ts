import { randomBytes } from 'node:crypto';

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
	make: (kind) => `${prefixes[kind]}_${randomBytes(12).toString('base64url')}`,
	secret: (bytes) => randomBytes(bytes).toString('base64url'),
};
