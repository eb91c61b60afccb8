import { z } from 'zod';
import { Id, Instant, Provider, ShortText } from './primitives.ts';
import { Text } from './text.ts';

/** `waiting`: set up, nothing received yet. `attention`: somebody has something to do. */
export const ConnectionState = z.enum(['waiting', 'ok', 'attention', 'removed']);

/** What somebody is told when a check got worse; absent when all is well again. */
const Problem = z.object({
	severity: z.enum(['attention', 'broken']),
	/** Name of the check. */
	check: ShortText,
	found: Text,
	mend: Text.optional(),
});

/** Sent to a connection's owner and the admins, once a change. */
export const ConnectionStatus = z.object({
	connectionId: Id,
	provider: Provider,
	/** As its owner calls it. */
	name: ShortText.optional(),
	state: ConnectionState,
	reason: ShortText.optional(),
	problem: Problem.optional(),
	at: Instant,
});

/** The same of the server itself, sent to the admins. */
export const InstallationStatus = z.object({
	state: z.enum(['ok', 'attention']),
	problem: Problem.optional(),
	at: Instant,
});

export type ConnectionState = z.infer<typeof ConnectionState>;
export type ConnectionStatus = z.infer<typeof ConnectionStatus>;
export type InstallationStatus = z.infer<typeof InstallationStatus>;
