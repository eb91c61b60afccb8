import { Readable } from 'node:stream';
import { z } from 'zod';
import { Id } from '../../lib/contract/primitives.ts';
import { isVisible } from './call-records.ts';
import { principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';
import { readRange } from './range.ts';

const Params = z.object({ connectionId: Id, recordingId: Id });

/** The audio of calls, for those who may read the call. */
export const recordingRoutes: Routes = (app, { store, directories, blobs }) => {
	app.get(
		'/v1/recordings/:connectionId/:recordingId',
		{
			config: { access: 'member' },
			schema: {
				summary: 'Audio of a recording, whole or a range of it',
				params: Params,
				headers: z.object({ range: z.string().max(200).optional() }),
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { workspaceId } = principal.workspace;
			const { connectionId, recordingId } = request.params;
			const none = () => sendProblem(reply, 'not-found', 'There is no such recording (any more).');
			const recording = await store.recordings.get(workspaceId, connectionId, recordingId);
			const directory = await directories.fresh(workspaceId);
			if (!recording || !directory) return none();
			const events = await store.events.bySubject(workspaceId, recording.subject);
			if (!isVisible(events, { principal, directory, scope: 'readable' })) return none();
			const range = readRange(request.headers.range, recording.size);
			reply.headers({
				'accept-ranges': 'bytes',
				'cache-control': 'no-store',
				'x-content-type-options': 'nosniff',
			});
			if (range.kind === 'unsatisfiable') {
				reply.header('content-range', `bytes */${recording.size}`);
				return sendProblem(reply, 'wrong-range');
			}
			const { start, end } = range;
			const opened = await blobs.open(recording.blobId, { start, end });
			if (opened.kind !== 'opened') return none();
			if (range.kind === 'part') {
				reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${recording.size}`);
			}
			return reply
				.header('content-length', end - start)
				.type(recording.contentType)
				.send(Readable.from(opened.bytes, { objectMode: false }));
		},
	);
};
