import { z } from 'zod';
import { LeadsPage } from '../../lib/contract/api.ts';
import { Cursor } from '../../lib/contract/stream.ts';
import { readCursor, writeCursor } from '../fanout/cursor.ts';
import { answers, principalOf, type Routes } from './context.ts';

const PAGE = 2_000;

const Query = z.object({
	after: Cursor.optional(),
	limit: z.coerce.number().int().min(1).max(PAGE).default(PAGE),
});

export const leadRoutes: Routes = (app, { store }) => {
	app.get(
		'/v1/leads',
		{
			config: { access: 'member' },
			schema: { summary: 'Leads changed after a cursor', querystring: Query, response: answers(LeadsPage) },
			// Checked when they were written: checking thousands once more would hold up a ring.
			serializerCompiler: () => (page: unknown) => JSON.stringify(page),
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const { after, limit } = request.query;
			const { epoch } = await store.events.bounds(workspaceId);
			const cursor = after === undefined ? undefined : readCursor(after);
			const isOurs = cursor?.kind === 'place' && cursor.place.epoch === epoch;
			const known = isOurs ? cursor.place.seq : 0;
			const { version, ...page } = await store.leads.changes(workspaceId, known, limit);
			if (cursor === undefined || isOurs) return { ...page, next: writeCursor({ epoch, seq: version }) };
			const start = writeCursor({ epoch, seq: 0 });
			return { leads: [], removed: [], next: start, done: false, total: page.total, reset: true };
		},
	);
};
