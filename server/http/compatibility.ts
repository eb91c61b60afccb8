import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from './context.ts';
import { answerHook, takeRawBodies } from './hooks.ts';
import { sendProblem } from './problems.ts';

/** Addresses of the systems that people come from → whose webhooks arrive there. */
const paths: Record<string, string> = {
	'/webhook/webex-incoming-call': 'webex',
	'/webhook/webex-recording': 'webex',
	'/api/webhooks/ringcentral/sms': 'ringcentral',
	'/api/webhooks/ringcentral/call': 'ringcentral',
	'/api/webhooks/gmail/push': 'gmail',
	'/api/retell/webhook': 'retell',
	'/api/retell/debug-webhook': 'retell',
	'/cloudtalk/webhook': 'cloudtalk',
	'/functions/v1/:function/cloudtalk/webhook': 'cloudtalk',
	'/api/akquise/events/incoming-call': 'generic',
};

const SMALL = 1024 * 1024;
const LARGE = 8 * SMALL;

/** Their paths are served, so that switching is a change of host name. Nothing here reads a body. */
export function compatibilityRoutes(context: AppContext) {
	return (app: FastifyInstance, _: object, done: () => void): void => {
		takeRawBodies(app);
		const common = { config: { access: 'public' }, schema: { hide: true } } as const;
		for (const [path, provider] of Object.entries(paths)) {
			// Without a key any stranger may send, so less than what a keyed address may take.
			const bodyLimit = Math.min(context.providers.find(provider)?.bodyLimit ?? SMALL, LARGE);
			const onRequest = (request: FastifyRequest, reply: FastifyReply) =>
				keepOut(request, reply, provider, context);
			app.post(path, { ...common, bodyLimit, onRequest }, (request, reply) =>
				answerHook(request, reply, context, (raw) => context.deliverKeyless(raw, provider)),
			);
		}
		app.get('/api/webhooks/health', common, async (_request, reply) => {
			const { ok } = await context.store.health();
			const known = [...new Set(Object.values(paths))].filter((id) => context.providers.find(id));
			const providers = Object.fromEntries(known.map((id) => [id, { status: ok ? 'ok' : 'unavailable' }]));
			return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable', providers });
		});
		done();
	};
}

/** A large body is read only where somebody could have sent it. */
async function keepOut(
	request: FastifyRequest,
	reply: FastifyReply,
	provider: string,
	{ listConnections }: AppContext,
): Promise<FastifyReply | undefined> {
	const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
	if (length <= SMALL || (await listConnections(provider)).length > 0) return undefined;
	return sendProblem(reply, 'too-large');
}
