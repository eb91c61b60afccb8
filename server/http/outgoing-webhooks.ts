import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
	AddedOutgoingWebhook,
	AddOutgoingWebhook,
	ChangeOutgoingWebhook,
	OutgoingWebhookTest,
	OutgoingWebhookView,
} from '../../lib/contract/outgoing-webhook.ts';
import {
	addressWords,
	addWebhook,
	changeWebhook,
	testWebhook,
	type WrongAddress,
	webhookView,
	wordsOf,
} from '../outgoing-webhooks/manage.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const config = { access: 'admin' } as const;

/** Where events are sent on to: seen and changed by admins. */
export const outgoingWebhookRoutes: Routes = (app, context) => {
	const { outgoingWebhooks } = context.store;

	app.get(
		'/v1/outgoing-webhooks',
		{
			config,
			schema: {
				summary: 'Outgoing webhooks',
				response: answers(z.object({ webhooks: z.array(OutgoingWebhookView) })),
			},
		},
		async (request) => {
			const webhooks = await outgoingWebhooks.list(principalOf(request).workspace.workspaceId);
			return { webhooks: webhooks.map(webhookView) };
		},
	);

	app.post(
		'/v1/outgoing-webhooks',
		{
			config,
			schema: {
				summary: 'Sends events on to an address, signed',
				body: AddOutgoingWebhook,
				response: answers(AddedOutgoingWebhook),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const added = await addWebhook({ ...request.body, workspaceId }, context);
			if (added.kind === 'too-many') return sendProblem(reply, 'too-many-webhooks');
			if (added.kind !== 'added') return sendWrongAddress(reply, added);
			return { webhook: webhookView(added.webhook), secret: added.secret };
		},
	);

	app.post(
		'/v1/outgoing-webhooks/:id',
		{
			config,
			schema: {
				summary: 'Changes an outgoing webhook, disables or enables it',
				params: IdParams,
				body: ChangeOutgoingWebhook,
				response: answers(OutgoingWebhookView),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const changed = await changeWebhook(workspaceId, request.params.id, request.body, context);
			if (changed.kind === 'unknown') return sendProblem(reply, 'not-found');
			if (changed.kind !== 'changed') return sendWrongAddress(reply, changed);
			return webhookView(changed.webhook);
		},
	);

	app.delete(
		'/v1/outgoing-webhooks/:id',
		{
			config,
			schema: {
				summary: 'Removes an outgoing webhook; what it had still to send is not sent',
				params: IdParams,
				response: answers(z.object({ removed: z.string() })),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const { id } = request.params;
			const removed = await outgoingWebhooks.remove(workspaceId, id);
			return removed ? { removed: id } : sendProblem(reply, 'not-found');
		},
	);

	app.post(
		'/v1/outgoing-webhooks/:id/test',
		{
			config,
			schema: {
				summary: 'Sends a signed test event now',
				params: IdParams,
				response: answers(OutgoingWebhookTest),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const tested = await testWebhook(workspaceId, request.params.id, context);
			if (tested.kind === 'unknown') return sendProblem(reply, 'not-found');
			return { accepted: tested.sent.kind === 'accepted', found: wordsOf(tested.sent), ms: tested.ms };
		},
	);
};

function sendWrongAddress(reply: FastifyReply, wrong: WrongAddress): FastifyReply {
	return sendProblem(
		reply,
		'wrong-address',
		addressWords[wrong.kind === 'blocked' ? wrong.reason : wrong.kind],
	);
}
