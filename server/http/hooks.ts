import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, HookRequest as RawRequest } from '../providers/provider.ts';
import type { AppContext } from './context.ts';
import { sendProblem } from './problems.ts';

const LIMIT = 1024 * 1024;

type HookRequest = FastifyRequest<{
	Params: { provider?: string; connectionKey: string; inquiry?: string };
	Body: Buffer | undefined;
}>;

/** The hooks of all providers: raw bytes in, the provider's answer out. Nothing here reads a body. */
export function hookRoutes(context: AppContext) {
	return (app: FastifyInstance, _: object, done: () => void): void => {
		takeRawBodies(app);
		const common = { config: { access: 'public' }, schema: { hide: true } } as const;
		for (const url of ['/hooks/:provider/:connectionKey', '/hooks/:provider/:connectionKey/:inquiry']) {
			app.post(url, { ...common, bodyLimit: LIMIT }, (request: HookRequest, reply) =>
				answer(request, reply, request.params.provider ?? '', context),
			);
		}
		for (const { id, bodyLimit, largeBody } of context.providers.all()) {
			if (bodyLimit === LIMIT || largeBody) continue;
			app.post(
				`/hooks/${id}/:connectionKey`,
				{
					...common,
					bodyLimit,
					onRequest: (request: HookRequest, reply) => keepOut(request, reply, id, context),
				},
				(request: HookRequest, reply) => answer(request, reply, id, context),
			);
		}
		done();
	};
}

/** Bodies as they came, whatever their type says. */
export function takeRawBodies(app: FastifyInstance): void {
	takeAnyType(app);
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, parsed) => parsed(null, body));
}

function answer(
	request: HookRequest,
	reply: FastifyReply,
	provider: string,
	context: AppContext,
): Promise<FastifyReply> {
	const { connectionKey: hookKey, inquiry } = request.params;
	return answerHook(request, reply, context, (raw) => context.deliver(raw, { provider, hookKey, inquiry }));
}

/** Hands the request on as it came, and sends what came of it. */
export async function answerHook(
	request: FastifyRequest,
	reply: FastifyReply,
	{ clock, metrics, publicUrl }: Pick<AppContext, 'clock' | 'metrics' | 'publicUrl'>,
	deliver: (raw: RawRequest) => Promise<Answer>,
): Promise<FastifyReply> {
	const begun = clock.monotonic();
	const answer = await deliver({
		method: request.method,
		url: `${publicUrl()}${request.raw.url ?? ''}`,
		headers: headersOf(request.headers),
		body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
		receivedAt: clock.now(),
	});
	metrics.answered((clock.monotonic() - begun) / 1_000);
	reply.code(answer.status);
	if (answer.contentType) reply.header('content-type', answer.contentType);
	if (answer.headers) reply.headers(answer.headers);
	// Not null: that would be sent as the four letters.
	return reply.send(answer.body ?? '');
}

/** A delivery is judged by its signature and its body: a type that cannot be read is as good as none. */
export function takeAnyType(app: FastifyInstance): void {
	app.addHook('onRequest', async ({ raw }) => {
		const type = raw.headers['content-type'];
		if (type !== undefined && !/^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/.test(type)) {
			delete raw.headers['content-type'];
		}
	});
}

/** Where bodies may be large, strangers may not fill the memory with them. */
async function keepOut(
	request: HookRequest,
	reply: FastifyReply,
	provider: string,
	{ findConnection }: AppContext,
): Promise<FastifyReply | undefined> {
	const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
	if (length <= LIMIT || (await findConnection(provider, request.params.connectionKey))) return undefined;
	return sendProblem(reply, 'too-large');
}

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
	const plain: Record<string, string> = {};
	for (const name in headers) {
		const value = headers[name];
		if (value !== undefined) plain[name] = typeof value === 'string' ? value : value.join(', ');
	}
	return plain;
}
