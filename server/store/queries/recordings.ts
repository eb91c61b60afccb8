import type { Kysely, Selectable } from 'kysely';
import type { NewRecording, Recordings } from '../ports.ts';
import type { RecordingTable, Schema } from '../schema.ts';

export function recordingQueries(db: Kysely<Schema>): Recordings {
	return {
		ofSubject: async (workspaceId, subject) => {
			const rows = await db
				.selectFrom('recordings')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('subject', '=', subject)
				.orderBy('created_at')
				.orderBy('recording_id')
				.execute();
			return rows.map(toRecording);
		},
		get: async (workspaceId, connectionId, recordingId) => {
			const row = await db
				.selectFrom('recordings')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('connection_id', '=', connectionId)
				.where('recording_id', '=', recordingId)
				.executeTakeFirst();
			return row && toRecording(row);
		},
		remove: async (workspaceId, connectionId, recordingId) => {
			const row = await db
				.deleteFrom('recordings')
				.where('workspace_id', '=', workspaceId)
				.where('connection_id', '=', connectionId)
				.where('recording_id', '=', recordingId)
				.returning('blob_id')
				.executeTakeFirst();
			return row?.blob_id;
		},
		olderThan: async (workspaceId, createdBefore, limit) => {
			const rows = await db
				.selectFrom('recordings')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('created_at', '<', createdBefore)
				.orderBy('created_at')
				.limit(limit)
				.execute();
			return rows.map(toRecording);
		},
		knownBlobs: async (blobIds) => {
			if (blobIds.length === 0) return [];
			const rows = await db
				.selectFrom('recordings')
				.select('blob_id')
				.where('blob_id', 'in', blobIds)
				.execute();
			return rows.map(({ blob_id }) => blob_id);
		},
	};
}

function toRecording(row: Selectable<RecordingTable>): NewRecording {
	return {
		connectionId: row.connection_id,
		recordingId: row.recording_id,
		subject: row.subject,
		blobId: row.blob_id,
		size: row.size,
		contentType: row.content_type,
		createdAt: row.created_at,
	};
}
