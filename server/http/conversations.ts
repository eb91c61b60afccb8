import { z } from 'zod';
import { ConversationPage, ConversationsPage } from '../../lib/contract/conversation.ts';
import { Cursor } from '../../lib/contract/stream.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { readConversation, readConversations } from './conversation-records.ts';
import { openLogPage } from './log-page.ts';
import { sendProblem } from './problems.ts';

const Page = z.object({
	before: Cursor.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

const config = { access: 'member' } as const;

export const conversationRoutes: Routes = (app, context) => {
	const { store } = context;

	app.get(
		'/v1/conversations',
		{
			config,
			schema: {
				summary: 'People with whom something happened, most recent first',
				querystring: Page,
				response: answers(ConversationsPage),
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { before, limit } = request.query;
			const page = await openLogPage(principal.workspace.workspaceId, before, context);
			if (page.kind === 'problem') return sendProblem(reply, page.problem, page.detail);
			const { directory, beforeSeq, cursorOf } = page;
			const { conversations, nextSeq } = await readConversations(store, {
				...{ principal, directory, beforeSeq, limit },
			});
			return { conversations, next: cursorOf(nextSeq) };
		},
	);

	app.get(
		'/v1/conversations/:id',
		{
			config,
			schema: {
				summary: 'What happened with one person, most recent first',
				params: IdParams,
				querystring: Page,
				response: answers(ConversationPage),
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { before, limit } = request.query;
			const page = await openLogPage(principal.workspace.workspaceId, before, context);
			if (page.kind === 'problem') return sendProblem(reply, page.problem, page.detail);
			const { directory, beforeSeq, cursorOf } = page;
			const query = { principal, directory, beforeSeq, limit };
			const read = await readConversation(request.params.id, store, query);
			if (read.kind === 'not-found') return sendProblem(reply, 'not-found');
			const { conversationId, entries, nextSeq } = read;
			return { conversationId, entries, next: cursorOf(nextSeq) };
		},
	);
};
