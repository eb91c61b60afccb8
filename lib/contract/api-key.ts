import { z } from 'zod';
import { Id, Instant, ShortText } from './primitives.ts';

/** A key by which another system has the assistant call. */
export const ApiKeyView = z.object({
	keyId: Id,
	name: ShortText,
	createdAt: Instant,
	/** To the minute. */
	lastUsedAt: Instant.optional(),
	revokedAt: Instant.optional(),
});

export const AddApiKey = z.object({ name: ShortText.trim().min(1).max(80) });

/** `secret` is told this once. */
export const AddedApiKey = z.object({ key: ApiKeyView, secret: z.string() });

export type ApiKeyView = z.infer<typeof ApiKeyView>;
