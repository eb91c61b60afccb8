import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from './context.ts';
import { sendProblem } from './problems.ts';

const LIMIT = 1024 * 1024;

type HookRequest = FastifyRequest<{
	Params: { provider?: string; connectionKey: string };
	Body: Buffer | undefined;
}>;

/** The hooks of all providers: raw bytes in, the provider's answer out. Nothing here reads a body. */
export function hookRoutes(context: AppContext) {
	return (app: FastifyInstance, _: object, done: () => void): void => {
		app.removeAllContentTypeParsers();
		app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, parsed) => parsed(null, body));
		const common = { config: { access: 'public' }, schema: { hide: true } } as const;
		app.post(
			'/hooks/:provider/:connectionKey',
			{ ...common, bodyLimit: LIMIT },
			(request: HookRequest, reply) => answer(request, reply, request.params.provider ?? '', context),
		);
		for (const { id, bodyLimit } of context.providers.all()) {
			if (bodyLimit === LIMIT) continue;
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

async function answer(
	request: HookRequest,
	reply: FastifyReply,
	provider: string,
	{ clock, metrics, publicUrl, deliver }: AppContext,
): Promise<FastifyReply> {
	const begun = clock.monotonic();
	const answer = await deliver(
		{
			method: request.method,
			url: `${publicUrl()}${request.raw.url ?? ''}`,
			headers: headersOf(request.headers),
			body: request.body ?? Buffer.alloc(0),
			receivedAt: clock.now(),
		},
		{ provider, hookKey: request.params.connectionKey },
	);
	metrics.answered((clock.monotonic() - begun) / 1_000);
	reply.code(answer.status);
	if (answer.contentType) reply.header('content-type', answer.contentType);
	if (answer.headers) reply.headers(answer.headers);
	return reply.send(answer.body ?? null);
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
