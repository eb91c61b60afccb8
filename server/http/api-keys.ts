import { z } from 'zod';
import { AddApiKey, AddedApiKey, ApiKeyView } from '../../lib/contract/api-key.ts';
import { addApiKey } from '../assistant/api-keys.ts';
import { toInstant } from '../clock.ts';
import type { ApiKey } from '../store/ports.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const config = { access: 'admin' } as const;

/** Keys by which other systems have the assistant call: made, listed and revoked by admins. */
export const apiKeyRoutes: Routes = (app, context) => {
	const { store, clock } = context;

	app.get(
		'/v1/api-keys',
		{
			config,
			schema: {
				summary: 'Keys of other systems',
				response: answers(z.object({ keys: z.array(ApiKeyView) })),
			},
		},
		async (request) => {
			const keys = await store.afterCall.apiKeys.list(principalOf(request).workspace.workspaceId);
			return { keys: keys.map(viewOf) };
		},
	);

	app.post(
		'/v1/api-keys',
		{
			config,
			schema: {
				summary: 'A key for another system, shown this once',
				body: AddApiKey,
				response: answers(AddedApiKey),
			},
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const { key, secret } = await addApiKey({ workspaceId, name: request.body.name }, context);
			return { key: viewOf(key), secret };
		},
	);

	app.delete(
		'/v1/api-keys/:id',
		{
			config,
			schema: {
				summary: 'Revokes a key at once',
				params: IdParams,
				response: answers(z.object({ revoked: z.string() })),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const { id } = request.params;
			const revoked = await store.afterCall.apiKeys.revoke(workspaceId, id, clock.now());
			return revoked ? { revoked: id } : sendProblem(reply, 'not-found');
		},
	);
};

function viewOf({ keyId, name, createdAt, lastUsedAt, revokedAt }: ApiKey): ApiKeyView {
	return {
		keyId,
		name,
		createdAt: toInstant(createdAt),
		...(lastUsedAt !== undefined && { lastUsedAt: toInstant(lastUsedAt) }),
		...(revokedAt !== undefined && { revokedAt: toInstant(revokedAt) }),
	};
}
