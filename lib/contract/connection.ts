import { z } from 'zod';
import { Id, Instant, Provider, ShortText } from './primitives.ts';

/** `waiting`: set up, nothing received yet. `attention`: somebody has something to do. */
export const ConnectionState = z.enum(['waiting', 'ok', 'attention', 'removed']);

export const ConnectionStatus = z.object({
	connectionId: Id,
	provider: Provider,
	state: ConnectionState,
	reason: ShortText.optional(),
	at: Instant,
});

export type ConnectionState = z.infer<typeof ConnectionState>;
