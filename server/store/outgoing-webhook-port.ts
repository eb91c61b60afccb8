/** Where events of a workspace are sent on to, signed. */
export interface OutgoingWebhook {
	webhookId: string;
	workspaceId: string;
	name: string;
	url: string;
	/** Patterns of event types, e.g. `call.ended` or `call.*`. */
	events: string[];
	/** `whsec_…`, sealed by server/secrets. */
	sealedSecret: string;
	createdAt: number;
	state: 'enabled' | 'disabled';
	/** By an admin; because the other side answered 410; because it took nothing for a day. */
	disabledReason?: 'by-hand' | 'gone' | 'failing';
	/** Seq up to which nothing is left to send, save the overtaken ones. */
	cursorSeq: number;
	/** How often the event after the cursor was tried in vain. */
	attempt: number;
	/** Since when it took nothing. */
	failingSince?: number;
	lastFailure?: string;
	lastAcceptedAt?: number;
	/** Events that failed while later ones were accepted: tried again, or given up. */
	overtaken: OvertakenEvent[];
}

export interface OvertakenEvent {
	seq: number;
	attempt: number;
	failingSince: number;
	/** When it is tried next; absent: given up. */
	dueAt?: number;
}

export type NewOutgoingWebhook = Pick<
	OutgoingWebhook,
	'webhookId' | 'workspaceId' | 'name' | 'url' | 'events' | 'sealedSecret' | 'createdAt'
>;

/** A webhook with something to send, and the right to send it until the lease runs out. */
export interface ClaimedWebhook extends OutgoingWebhook {
	/** Rises with each claim and each change by an admin; who holds an older one is refused. */
	fence: number;
}

/** What came of sending; a field that is absent stays as it is, `null` empties it. */
export interface WebhookProgress {
	cursorSeq?: number;
	attempt?: number;
	failingSince?: number | null;
	lastFailure?: string | null;
	lastAcceptedAt?: number;
	disabledReason?: 'gone' | 'failing';
	/** Not before, ms. */
	dueAt?: number;
	leasedUntil: number;
	/** Set aside, or tried again in vain. */
	overtaken?: OvertakenEvent;
	/** Seq of an overtaken event that was accepted now. */
	caughtUp?: number;
}

export interface OutgoingWebhooks {
	/** Its events are those after the newest of now. False when the workspace has `limit` already. */
	create(webhook: NewOutgoingWebhook, limit: number): Promise<boolean>;
	/** In the order they were made. */
	list(workspaceId: string): Promise<OutgoingWebhook[]>;
	/**
	 * Whoever sends at the moment loses the lease. `enabled` makes all that waits, and what was given up, due at
	 * `now`. False for unknown ones.
	 */
	update(
		workspaceId: string,
		webhookId: string,
		change: { name?: string; url?: string; events?: string[]; state?: OutgoingWebhook['state'] },
		now: number,
	): Promise<boolean>;
	remove(workspaceId: string, webhookId: string): Promise<boolean>;
	/** Takes enabled ones with something to send, the longest unserved first, also those whose lease ran out. */
	claim(options: { now: number; leaseMs: number; limit: number }): Promise<ClaimedWebhook[]>;
	/** All in one transaction. False when the lease was lost: the caller must stop and write nothing. */
	settle(
		claimed: Pick<ClaimedWebhook, 'workspaceId' | 'webhookId' | 'fence'>,
		progress: WebhookProgress,
	): Promise<boolean>;
}
