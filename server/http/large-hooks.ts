import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from '../providers/provider.ts';
import type { AppContext } from './context.ts';
import { answerHook, takeAnyType } from './hooks.ts';
import { sendProblem } from './problems.ts';

type LargeRequest = FastifyRequest<{ Params: { connectionKey: string }; Body: Readable | undefined }>;

/** Up to here a body is taken whole: most are, and that is quicker. */
const SMALL = 1024 * 1024;

/** The hooks of providers that send what is too large to be held: what is longer, or of no told length, is read as it comes. */
export function largeHookRoutes(context: AppContext) {
	return (app: FastifyInstance, _: object, done: () => void): void => {
		takeAnyType(app);
		app.removeAllContentTypeParsers();
		app.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
		for (const { id, largeBody } of context.providers.all()) {
			if (!largeBody) continue;
			app.post(
				`/hooks/${id}/:connectionKey`,
				{
					config: { access: 'public' },
					schema: { hide: true },
					// Before the body: a stranger must not make us read it.
					onRequest: (request: LargeRequest, reply) => keepOut(request, reply, { id, largeBody }, context),
				},
				(request: LargeRequest, reply) => answer(request, reply, id, context),
			);
		}
		done();
	};
}

async function answer(
	request: LargeRequest,
	reply: FastifyReply,
	provider: string,
	context: AppContext,
): Promise<FastifyReply> {
	const address = { provider, hookKey: request.params.connectionKey };
	const body = request.body ?? Readable.from([]);
	try {
		if (lengthOf(request) <= SMALL) {
			const whole = await buffer(body);
			return await answerHook(request, reply, context, (raw) =>
				context.deliver({ ...raw, body: whole }, address),
			);
		}
		return await answerHook(request, reply, context, async (raw) => {
			// Not destroyed where it is not read on: the answer goes over the same socket.
			const answered = await context.deliverLarge(
				{ ...raw, body: body.iterator({ destroyOnReturn: false }) },
				address,
			);
			if (!body.readableEnded) reply.header('connection', 'close');
			return answered;
		});
	} catch (error) {
		if (!request.raw.errored && !request.raw.destroyed) throw error;
		// The sender went away; there is nobody to answer.
		return sendProblem(reply, 'invalid-request');
	}
}

async function keepOut(
	request: LargeRequest,
	reply: FastifyReply,
	{ id, largeBody }: Pick<Provider, 'id'> & { largeBody: NonNullable<Provider['largeBody']> },
	{ findConnection }: AppContext,
): Promise<FastifyReply | undefined> {
	const length = lengthOf(request);
	if (length <= SMALL) return undefined;
	const isTooLarge = Number.isFinite(length) && length > largeBody.limit;
	if (!isTooLarge && (await findConnection(id, request.params.connectionKey))) return undefined;
	reply.header('connection', 'close');
	return sendProblem(reply, 'too-large');
}

/** As it was told, bytes; infinite where it was not, none where there is no body. */
function lengthOf({ headers }: Pick<FastifyRequest, 'headers'>): number {
	const length = headers['content-length'];
	if (length !== undefined) return Number(length);
	return headers['transfer-encoding'] === undefined ? 0 : Number.POSITIVE_INFINITY;
}
