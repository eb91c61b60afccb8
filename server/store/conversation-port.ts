import type { StoredEvent } from './ports.ts';

/** A call, message, booking or payment: what is known of one subject. */
export interface SubjectEvents {
	subject: string;
	/** Place of its newest event that tells of a person. */
	lastSeq: number;
	/** Ascending; without the single segments of transcripts. */
	events: StoredEvent[];
}

/** Which events tell of which people. */
export interface Conversations {
	/** One for each key (`NewEvent.personKeys`): always the same in a workspace, and tells nothing of the key. */
	personIds(workspaceId: string, keys: string[]): Promise<string[]>;
	/** Subjects with anybody, most recent first, with lastSeq < beforeSeq. */
	recent(workspaceId: string, options: { beforeSeq?: number; limit: number }): Promise<SubjectEvents[]>;
	/** Those with any of these people; lastSeq is then of the events with them. */
	ofPersons(
		workspaceId: string,
		personIds: string[],
		options: { beforeSeq?: number; limit: number },
	): Promise<SubjectEvents[]>;
}
