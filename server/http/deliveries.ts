import { z } from 'zod';
import { type DeliveryView, Outcome } from '../../lib/contract/api.ts';
import { DeliveriesPage, DeliveryDetail, DeliveryReplayed } from '../../lib/contract/deliveries.ts';
import { Id, Instant, Provider } from '../../lib/contract/primitives.ts';
import { toInstant } from '../clock.ts';
import { explain } from '../diagnosis/explain.ts';
import type { DeliveryRow } from '../store/ports.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';
import { replayDelivery } from './replay-delivery.ts';
import { replayRange } from './replay-range.ts';

const Query = z.object({
	connection: Id.optional(),
	provider: Provider.optional(),
	outcome: Outcome.optional(),
	/** From here on. */
	from: Instant.optional(),
	/** Before. */
	to: Instant.optional(),
	/** A delivery's id, an event's, or a call's. */
	search: Id.optional(),
	before: Id.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});

const Range = z.object({
	from: Instant,
	to: Instant,
	connectionId: Id.optional(),
	outcome: Outcome.optional(),
	/** `next` of the answer before. */
	before: Id.optional(),
});

const Replayed = z.object({
	counts: z.record(z.string(), z.number().int()),
	newEvents: z.number().int(),
	next: Id.optional(),
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
			const { connection, before, from, to, ...rest } = request.query;
			const filter = { ...rest, ...timesOf({ from, to }), connectionId: connection, beforeId: before };
			return { deliveries: (await store.deliveries.list(workspaceId, filter)).map(deliveryView) };
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

	app.post(
		'/v1/deliveries/replay',
		{
			config,
			schema: {
				summary: 'Reads a range of kept deliveries once more, newest first, in steps',
				body: Range,
				response: answers(Replayed),
			},
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const { before, connectionId, outcome, ...times } = request.body;
			const range = { ...timesOf(times), connectionId, outcome, beforeId: before };
			return replayRange(workspaceId, range, context);
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

function timesOf({ from, to }: { from?: string; to?: string }) {
	return { from: from && Date.parse(from), to: to && Date.parse(to) } as { from?: number; to?: number };
}

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
