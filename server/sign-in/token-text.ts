import { z } from 'zod';
import type { SealingKeys } from '../secrets/key.ts';
import { open, seal } from '../secrets/sealing.ts';

const TokenPair = z.object({
	access: z.string().min(1),
	/** Absent where the vendor gave none. */
	refresh: z.string().min(1).optional(),
	/** ms since 1970. */
	obtainedAt: z.number(),
	/** When the refresh token ends, as the vendor said with it, ms since 1970. */
	refreshExpiresAt: z.number().optional(),
});

export type TokenPair = z.infer<typeof TokenPair>;

/** As it is stored. */
export function sealTokens(pair: TokenPair, keys: SealingKeys): string {
	return seal(JSON.stringify(pair), keys[0]);
}

/** Undefined where the key that sealed it is not at hand. */
export function openTokens(sealed: string, keys: SealingKeys): TokenPair | undefined {
	const opened = open(sealed, keys);
	return opened.kind === 'opened' ? TokenPair.parse(JSON.parse(opened.plain)) : undefined;
}
