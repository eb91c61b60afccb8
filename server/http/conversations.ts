import { z } from 'zod';
import { ConversationPage, ConversationsPage } from '../../lib/contract/conversation.ts';
import { Cursor } from '../../lib/contract/stream.ts';
import { readCursor, writeCursor } from '../fanout/cursor.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { readConversation, readConversations } from './conversation-records.ts';
import { sendProblem } from './problems.ts';

const Page = z.object({
	before: Cursor.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

const config = { access: 'member' } as const;

export const conversationRoutes: Routes = (app, { store, directories }) => {
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
			const cursor = before === undefined ? undefined : readCursor(before);
			if (cursor?.kind === 'malformed')
				return sendProblem(reply, 'invalid-request', 'before is no cursor of ours');
			const { epoch } = await store.events.bounds(principal.workspace.workspaceId);
			const directory = await directories.fresh(principal.workspace.workspaceId);
			if (!directory) return sendProblem(reply, 'not-signed-in');
			// A page of another log would skip some: begin again with the newest.
			const beforeSeq = cursor?.place.epoch === epoch ? cursor.place.seq : undefined;
			const { conversations, nextSeq } = await readConversations(store, {
				...{ principal, directory, beforeSeq, limit },
			});
			return {
				conversations,
				next: nextSeq === undefined ? undefined : writeCursor({ epoch, seq: nextSeq }),
			};
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
			const cursor = before === undefined ? undefined : readCursor(before);
			if (cursor?.kind === 'malformed')
				return sendProblem(reply, 'invalid-request', 'before is no cursor of ours');
			const { epoch } = await store.events.bounds(principal.workspace.workspaceId);
			const directory = await directories.fresh(principal.workspace.workspaceId);
			if (!directory) return sendProblem(reply, 'not-signed-in');
			const beforeSeq = cursor?.place.epoch === epoch ? cursor.place.seq : undefined;
			const query = { principal, directory, beforeSeq, limit };
			const read = await readConversation(request.params.id, store, query);
			if (read.kind === 'not-found') return sendProblem(reply, 'not-found');
			const { conversationId, entries, nextSeq } = read;
			const next = nextSeq === undefined ? undefined : writeCursor({ epoch, seq: nextSeq });
			return { conversationId, entries, next };
		},
	);
};
