import { z } from 'zod';
import type { DeliveryView } from '../../lib/contract/api.ts';
import { DeliveriesCount, DeliveriesPage, DeliveryDetail } from '../../lib/contract/deliveries.ts';
import { Id } from '../../lib/contract/primitives.ts';
import { toInstant } from '../clock.ts';
import { explain } from '../diagnosis/explain.ts';
import type { DeliveryRow } from '../store/ports.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { DeliveryQuery, filterOf } from './delivery-query.ts';
import { sendProblem } from './problems.ts';

const Query = DeliveryQuery.extend({
	before: Id.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});

const MOST_OF_CALL = 200;

export const deliveryRoutes: Routes = (app, context) => {
	const { store, directories, providers, keys } = context;
	const config = { access: 'admin' } as const;

	app.get(
		'/v1/deliveries',
		{
			config,
			schema: {
				summary: 'What providers sent, newest first',
				querystring: Query,
				response: answers(DeliveriesPage),
			},
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const { before, limit, ...query } = request.query;
			const filter = { ...filterOf(query), beforeId: before, limit };
			return { deliveries: (await store.deliveries.list(workspaceId, filter)).map(deliveryView) };
		},
	);

	app.get(
		'/v1/deliveries/count',
		{
			config,
			schema: {
				summary: 'How many deliveries fit, by outcome',
				querystring: DeliveryQuery,
				response: answers(DeliveriesCount),
			},
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			return { counts: await store.deliveries.count(workspaceId, filterOf(request.query)) };
		},
	);

	app.get(
		'/v1/calls/:id/deliveries',
		{
			config,
			schema: { summary: 'What a call was read from', params: IdParams, response: answers(DeliveriesPage) },
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const { id } = request.params;
			const events = await store.events.bySubject(workspaceId, id);
			if (events.length === 0) return sendProblem(reply, 'not-found');
			const found = await store.deliveries.list(workspaceId, { search: id, limit: MOST_OF_CALL });
			return { deliveries: found.map(deliveryView) };
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
			const directory = await directories.fresh(workspaceId);
			const diagnosis = directory && (await explain(row, { directory, providers, keys }));
			const bodyBase64 = Buffer.from(row.body).toString('base64');
			return { ...deliveryView(row), headers: row.headers, bodyBase64, diagnosis };
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
