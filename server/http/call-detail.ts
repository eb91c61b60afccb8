import { z } from 'zod';
import { CallDetail } from '../../lib/contract/call-detail.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';
import { readDetail } from './read-detail.ts';
import { transcriptText } from './transcript-text.ts';

/** One call with everything that is known of it, and the same to be kept as a text. */
export const callDetailRoutes: Routes = (app, context) => {
	const config = { access: 'member' } as const;

	app.get(
		'/v1/calls/:id',
		{
			config,
			schema: {
				summary: 'A call with its transcript, recordings and facts',
				params: IdParams,
				response: answers(CallDetail),
			},
		},
		async (request, reply) => {
			const detail = await readDetail(request.params.id, principalOf(request), context);
			return detail ?? sendProblem(reply, 'not-found', 'There is no such call.');
		},
	);

	app.get(
		'/v1/calls/:id/export.txt',
		{
			config,
			schema: {
				summary: 'Transcript and facts as a text',
				params: IdParams,
				querystring: z.object({ language: z.enum(['en', 'de', 'es']).default('en') }),
			},
		},
		async (request, reply) => {
			const detail = await readDetail(request.params.id, principalOf(request), context);
			if (!detail) return sendProblem(reply, 'not-found', 'There is no such call.');
			return reply
				.type('text/plain; charset=utf-8')
				.header('content-disposition', 'attachment; filename="call.txt"')
				.header('cache-control', 'no-store')
				.send(transcriptText(detail, request.query.language));
		},
	);
};
