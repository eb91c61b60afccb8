import type { Lead } from '../../lib/contract/lead.ts';

export interface LeadsWritten {
	created: number;
	updated: number;
	unchanged: number;
}

export interface Leads {
	/**
	 * Inserts or replaces by externalId (else by leadId), each getting the workspace's next lead version.
	 * The lead's stored leadId is kept on replace.
	 */
	write(workspaceId: string, leads: Lead[]): Promise<LeadsWritten>;
	remove(workspaceId: string, leadIds: string[]): Promise<number>;
	/** Changes after a version, ascending; removed ones as ids. */
	changes(
		workspaceId: string,
		afterVersion: number,
		limit: number,
	): Promise<{ leads: Lead[]; removed: string[]; version: number; done: boolean; total: number }>;
	/** Leads that have any of these match keys (lib/phone, lower-case mails, external ids). */
	byKeys(workspaceId: string, keys: string[]): Promise<Lead[]>;
	get(workspaceId: string, leadIds: string[]): Promise<Lead[]>;
}
