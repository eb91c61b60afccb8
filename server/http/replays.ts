import { z } from 'zod';
import { DeliveryReplayed, RangeReplayed } from '../../lib/contract/deliveries.ts';
import { Id, Instant } from '../../lib/contract/primitives.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { DeliveryQuery, filterOf } from './delivery-query.ts';
import { sendProblem } from './problems.ts';
import { replayDelivery } from './replay-delivery.ts';
import { REPLAYED_AT_ONCE, replayRange } from './replay-range.ts';

const Range = DeliveryQuery.omit({ connection: true }).extend({
	from: Instant,
	to: Instant,
	connectionId: Id.optional(),
	/** `next` of the answer before. */
	before: Id.optional(),
	limit: z.number().int().min(1).max(REPLAYED_AT_ONCE).optional(),
});

const config = { access: 'admin' } as const;

/** What is kept is read once more: one delivery, or all of a range. */
export const replayRoutes: Routes = (app, context) => {
	app.post(
		'/v1/deliveries/replay',
		{
			config,
			schema: {
				summary: 'Reads a range of kept deliveries once more, newest first, in steps',
				body: Range,
				response: answers(RangeReplayed),
			},
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const { before, limit, connectionId: connection, ...query } = request.body;
			const range = { ...filterOf({ ...query, connection }), beforeId: before, limit };
			return replayRange(workspaceId, range, context);
		},
	);

	app.post(
		'/v1/deliveries/:id/replay',
		{
			config,
			schema: {
				summary: 'Reads a kept delivery once more',
				params: IdParams,
				response: answers(DeliveryReplayed),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const replayed = await replayDelivery(workspaceId, request.params.id, context);
			if (replayed.kind !== 'replayed') return sendProblem(reply, replayed.kind);
			return { outcome: replayed.outcome, reason: replayed.reason };
		},
	);
};
