import { z } from 'zod';
import { CallsPage, Snapshot } from '../../lib/contract/api.ts';
import { Cursor } from '../../lib/contract/stream.ts';
import { unownedNumbers } from '../branches/unowned.ts';
import { writeCursor } from '../fanout/cursor.ts';
import { readCalls } from './call-records.ts';
import { answers, principalOf, type Routes } from './context.ts';
import { openLogPage } from './log-page.ts';
import { sendProblem } from './problems.ts';

const SNAPSHOT_CALLS = 200;

const Page = z.object({
	before: Cursor.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
	state: z.enum(['in-progress', 'completed', 'missed']).optional(),
	/** Digits of a number, a part of a name or company, or of a call's id. */
	q: z.string().max(200).optional(),
});

export const callRoutes: Routes = (app, context) => {
	const { store, directories } = context;
	app.get(
		'/v1/snapshot',
		{
			config: { access: 'member' },
			schema: {
				summary: 'What a device shows now, and the cursor that continues it',
				response: answers(Snapshot),
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { workspaceId } = principal.workspace;
			// Before the calls are read: what comes meanwhile is then told by the stream, perhaps again.
			const { epoch, headSeq } = await store.events.bounds(workspaceId);
			const directory = await directories.fresh(workspaceId);
			if (!directory) return sendProblem(reply, 'not-signed-in');
			const query = { principal, directory, scope: 'told', limit: SNAPSHOT_CALLS } as const;
			const { calls } = await readCalls(store, query);
			return { cursor: writeCursor({ epoch, seq: headSeq }), calls };
		},
	);

	app.get(
		'/v1/calls',
		{
			config: { access: 'member' },
			schema: { summary: 'Calls, newest first', querystring: Page, response: answers(CallsPage) },
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { workspaceId } = principal.workspace;
			const { before, limit, state, q } = request.query;
			const filter = state !== undefined || q ? { state, q } : undefined;
			const page = await openLogPage(workspaceId, before, context);
			if (page.kind === 'problem') return sendProblem(reply, page.problem, page.detail);
			const { directory, beforeSeq, cursorOf } = page;
			const scope = 'readable';
			const query = { principal, directory, scope, joined: true, beforeSeq, limit, filter } as const;
			const { calls, nextSeq } = await readCalls(store, query);
			const isOverview = before === undefined && principal.user.role === 'admin';
			return {
				calls,
				next: cursorOf(nextSeq),
				unownedNumbers: isOverview ? await unownedNumbers(store, directory) : undefined,
			};
		},
	);
};
