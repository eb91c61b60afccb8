import { z } from 'zod';
import { Id, Instant, ShortText } from './primitives.ts';

/** An agent as its provider names it: by its own id, else by name. */
export const AgentRef = z.object({ connectionId: Id, agentKey: ShortText.min(1) });

/** `PUT /v1/agents` */
export const AgentLinkBody = AgentRef.extend({ userId: Id });

/** An agent of recent calls of whom nobody has said who it is. */
export const AgentToLink = AgentRef.extend({
	name: ShortText.optional(),
	callCount: z.number().int().nonnegative(),
	lastCalledAt: Instant,
});

/** `GET /v1/agents` */
export const AgentList = z.object({ agents: z.array(AgentLinkBody), unlinked: z.array(AgentToLink) });

export type AgentToLink = z.infer<typeof AgentToLink>;
