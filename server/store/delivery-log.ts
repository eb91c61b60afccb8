import type { Outcome } from '../../lib/contract/api.ts';

export interface NewDelivery {
	deliveryId: string;
	workspaceId: string;
	connectionId: string;
	provider: string;
	receivedAt: number;
	url: string;
	/** Those of the request's headers that the provider's verification needs, and content-type. */
	headers: Record<string, string>;
	body: Uint8Array;
	outcome: Exclude<Outcome, 'duplicate'>;
	reason?: string;
	verifyUs: number;
	parseUs: number;
}

export interface DeliveryRow extends Omit<NewDelivery, 'body' | 'outcome'> {
	outcome: Outcome;
	size: number;
	/** From arrival at the store to the commit; the commit's own share is that of the batch before. */
	commitUs: number;
	eventIds: string[];
}

export interface DeliveryFilter {
	connectionId?: string;
	provider?: string;
	outcome?: Outcome;
	/** ms; from here on. */
	from?: number;
	/** ms; before. */
	to?: number;
	/** A delivery's id, an event's, or a call's. */
	search?: string;
	beforeId?: string;
	limit: number;
}

export interface Deliveries {
	list(workspaceId: string, filter: DeliveryFilter): Promise<DeliveryRow[]>;
	/** How many fit, by outcome; outcomes without any are left out. */
	count(
		workspaceId: string,
		filter: Omit<DeliveryFilter, 'beforeId' | 'limit'>,
	): Promise<Partial<Record<Outcome, number>>>;
	/** The row with its exact raw body. */
	get(workspaceId: string, deliveryId: string): Promise<(DeliveryRow & { body: Uint8Array }) | undefined>;
	/**
	 * Keeps what is younger than `olderThan`; of the refused, at most these many and bytes a connection; of all, the
	 * newest up to these bytes of body a workspace. `shorter`: workspaces that keep theirs for less.
	 */
	prune(limits: {
		olderThan: number;
		refusedPerConnection: { count: number; bytes: number };
		bytesPerWorkspace?: number;
		shorter?: { workspaceId: string; olderThan: number }[];
	}): Promise<number>;
}
