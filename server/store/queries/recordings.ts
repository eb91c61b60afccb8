import type { Kysely } from 'kysely';
import type { Recordings } from '../ports.ts';
import type { Schema } from '../schema.ts';

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
			return rows.map((row) => ({
				connectionId: row.connection_id,
				recordingId: row.recording_id,
				subject: row.subject,
				blobId: row.blob_id,
				size: row.size,
				contentType: row.content_type,
				createdAt: row.created_at,
			}));
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
