import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { Segment } from '../../lib/contract/transcript.ts';
import type { Asked, VendorTools } from './vendor.ts';

/** What the assistant is told for one conversation. */
export interface Briefing {
	prompt: string;
	firstMessage: string;
	/** ISO 639-1. */
	language: string;
	/** Ours, unguessable: by it the conversation is found again. */
	reference: string;
	/** Names and values that the assistant's own set-up may use. */
	variables: Record<string, string | number>;
}

/** A call that is to be made. */
export interface AssistantOrder {
	agentId: string;
	/** The vendor's id of the number that calls. */
	phoneNumberId: string;
	carrier: 'twilio' | 'sip-trunk';
	/** E.164. */
	toNumber: string;
	briefing: Briefing;
}

/** A conversation at the vendor, and the call that it is with us. */
export interface BegunConversation {
	conversationId: string;
	callId: string;
}

export type StartedCall =
	| ({ kind: 'started' } & BegunConversation)
	/** The vendor answered, and did not call; `reason` in its words. */
	| { kind: 'declined'; reason: string };

/** How far a conversation is. Times are ms since 1970. */
export type ConversationNow =
	| { kind: 'not-yet' }
	/** `segments`: what was said so far and will not change. */
	| { kind: 'talking'; since?: number; segments: Segment[] }
	| { kind: 'over'; events: RingsideEvent[] };

/** What a browser begins a conversation with. */
export interface Admission {
	token: string;
	/** Options of the vendor's library for browsers: the briefing as that takes it. */
	session: Record<string, unknown>;
	/** Where the vendor says which one it will be. */
	conversation?: BegunConversation;
}

/** Conversations that a vendor's assistant holds for us. */
export interface AssistantCalls {
	/** Host of the vendor's rooms, in which browsers talk; for the page's policy. */
	roomOrigin: string;
	start(order: AssistantOrder, tools: VendorTools): Promise<Asked<StartedCall>>;
	/** The call with this reference begun since then (ms since 1970); undefined where there is none. */
	find(
		wanted: { reference: string; agentId: string; since: number },
		tools: VendorTools,
	): Promise<Asked<BegunConversation | undefined>>;
	look(conversationId: string, tools: VendorTools): Promise<Asked<ConversationNow>>;
	/** Lets one browser into a new conversation, for some minutes. */
	admit(agentId: string, briefing: Briefing, tools: VendorTools): Promise<Asked<Admission>>;
}
