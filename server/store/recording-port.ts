/** Audio that we keep. Times are ms since 1970, UTC. */
export interface NewRecording {
	connectionId: string;
	/** As in its `call.recording.ready`; unique by connection. */
	recordingId: string;
	/** The call's. */
	subject: string;
	blobId: string;
	/** Bytes. */
	size: number;
	contentType: string;
	createdAt: number;
}

export interface Recordings {
	/** Of one call, oldest first. They are stored by an append, the first of an id stays. */
	ofSubject(workspaceId: string, subject: string): Promise<NewRecording[]>;
	get(workspaceId: string, connectionId: string, recordingId: string): Promise<NewRecording | undefined>;
	/** Forgets it; its blob, which the caller then removes, or undefined where there was none. */
	remove(workspaceId: string, connectionId: string, recordingId: string): Promise<string | undefined>;
	/** Kept since before `createdBefore`, oldest first. */
	olderThan(workspaceId: string, createdBefore: number, limit: number): Promise<NewRecording[]>;
	/** Those of these blobs that a recording of any workspace has; at most 500 are asked for. */
	knownBlobs(blobIds: string[]): Promise<string[]>;
}
