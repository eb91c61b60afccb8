import { z } from 'zod';
import { InboxState, UnassignedCallsPage } from '../../lib/contract/after-call.ts';
import { Instant } from '../../lib/contract/primitives.ts';
import { toInstant } from '../clock.ts';
import { unassignedView } from '../pipeline/inbox/view.ts';
import type { InboxRow } from '../store/ports.ts';
import { visibleCall } from './call-command.ts';
import { answers, principalOf, type Routes } from './context.ts';
import { inboxCommands } from './inbox-commands.ts';

const PAGE = 50;
const Query = z.object({ state: InboxState.optional(), before: Instant.optional() });

/** The inbox: calls of nobody known, and what becomes of them. */
export const unassignedCallRoutes: Routes = (app, context) => {
	inboxCommands(app, context);
	app.get(
		'/v1/unassigned-calls',
		{
			config: { access: 'member' },
			schema: {
				summary: 'Calls of nobody known, newest first; those that she may read',
				querystring: Query,
				response: answers(UnassignedCallsPage),
			},
		},
		async (request) => {
			const principal = principalOf(request);
			const { state, before } = request.query;
			const { inbox } = context.store.afterCall;
			const rows = await inbox.list(principal.workspace.workspaceId, {
				state,
				before: before === undefined ? undefined : Date.parse(before),
				limit: PAGE + 1,
			});
			const page = pageOf(rows);
			const seen = await Promise.all(
				page.map(async (row) => ((await visibleCall(row.callId, principal, context)) ? [row] : [])),
			);
			const last = page.at(-1);
			return {
				calls: seen.flat().map(unassignedView),
				...(rows.length > PAGE && last && { next: toInstant(last.createdAt) }),
			};
		},
	);
};

/** Ends before a millisecond of which the next page holds the rest: rows of one instant stay together. */
function pageOf(rows: InboxRow[]): InboxRow[] {
	const first = rows.at(PAGE);
	if (!first) return rows;
	const page = rows.filter(({ createdAt }) => createdAt > first.createdAt);
	return page.length > 0 ? page : rows.slice(0, PAGE);
}
