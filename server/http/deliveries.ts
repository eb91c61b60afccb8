import { z } from 'zod';
import { DeliveryView, Outcome } from '../../lib/contract/api.ts';
import { Id } from '../../lib/contract/primitives.ts';
import { toInstant } from '../clock.ts';
import type { DeliveryRow } from '../store/ports.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';
import { replayDelivery } from './replay-delivery.ts';

const Query = z.object({
	connection: Id.optional(),
	outcome: Outcome.optional(),
	before: Id.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});

const DeliveryDetail = DeliveryView.extend({
	headers: z.record(z.string(), z.string()),
	/** The body byte for byte. */
	bodyBase64: z.string(),
});

export const deliveryRoutes: Routes = (app, context) => {
	const { store } = context;
	const config = { access: 'admin' } as const;

	app.get(
		'/v1/deliveries',
		{
			config,
			schema: {
				summary: 'What providers sent, newest first',
				querystring: Query,
				response: answers(z.object({ deliveries: z.array(DeliveryView) })),
			},
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const { connection, outcome, before, limit } = request.query;
			const filter = { connectionId: connection, outcome, beforeId: before, limit };
			return { deliveries: (await store.deliveries.list(workspaceId, filter)).map(deliveryView) };
		},
	);

	app.get(
		'/v1/deliveries/:id',
		{
			config,
			schema: { summary: 'One delivery as it came', params: IdParams, response: answers(DeliveryDetail) },
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const row = await store.deliveries.get(workspaceId, request.params.id);
			if (!row) return sendProblem(reply, 'not-found');
			const bodyBase64 = Buffer.from(row.body).toString('base64');
			return { ...deliveryView(row), headers: row.headers, bodyBase64 };
		},
	);

	app.post(
		'/v1/deliveries/:id/replay',
		{
			config,
			schema: {
				summary: 'Reads a kept delivery once more',
				params: IdParams,
				response: answers(z.object({ outcome: Outcome, reason: z.string().optional() })),
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

export function deliveryView(row: DeliveryRow): DeliveryView {
	const { deliveryId, connectionId, provider, outcome, reason, size, verifyUs, parseUs, commitUs, eventIds } =
		row;
	const receivedAt = toInstant(row.receivedAt);
	return {
		deliveryId,
		connectionId,
		provider,
		receivedAt,
		outcome,
		reason,
		size,
		verifyUs,
		parseUs,
		commitUs,
		eventIds,
	};
}
