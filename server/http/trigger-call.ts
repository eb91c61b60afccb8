import { createHash } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findApiKey } from '../assistant/api-keys.ts';
import { readRequest, type TriggerRequest } from '../assistant/request.ts';
import { type Initiated, nameOf, type Triggered, trigger } from '../assistant/trigger.ts';
import { toInstant } from '../clock.ts';
import { StoreUnavailable } from '../store/ports.ts';
import type { App, AppContext } from './context.ts';
import { traceOf } from './errors.ts';

const LIMIT = 32 * 1024;
const CALLS_A_MINUTE = 60;
const SERVICE = 'ringside';

interface Refusal {
	error: string;
	message?: string;
	missing?: string[];
	invalid?: string[];
}

/** The contract of the systems that have the assistant call; theirs since before us, so problems look like theirs. */
export function triggerCallRoutes(app: App, context: AppContext): void {
	app.register((instance: FastifyInstance, _: object, done: () => void) => {
		// Whatever its type says, a body that is no JSON is told of in the caller's own manner.
		instance.removeAllContentTypeParsers();
		instance.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
		instance.setErrorHandler((error: FastifyError, request, reply) => sendError(error, request, reply));
		const schema = { hide: true };
		const rateLimit = { max: CALLS_A_MINUTE, timeWindow: 60_000, keyGenerator: callerOf };
		instance.post(
			'/webhook/trigger-call',
			{ config: { access: 'public', rateLimit }, schema, bodyLimit: LIMIT },
			(request, reply) => answer(request, reply, context),
		);
		instance.get('/webhook/health', { config: { access: 'public' }, schema }, () => health(context));
		done();
	});
}

async function answer(request: FastifyRequest, reply: FastifyReply, context: AppContext) {
	const { authorization } = request.headers;
	if (!authorization) {
		const message = 'Please provide Authorization: Bearer {API_KEY}';
		return refuse(reply, 401, { error: 'Missing Authorization header', message });
	}
	const key = await findApiKey(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '', context);
	if (!key) {
		return refuse(reply, 401, { error: 'Invalid API key', message: 'The provided API key is not valid' });
	}
	const read = readRequest(jsonOf(request.body));
	if (read.kind === 'missing') {
		return refuse(reply, 400, { error: 'Missing required fields', missing: read.missing });
	}
	if (read.kind === 'wrong') return refuse(reply, 400, { error: 'Invalid fields', invalid: read.wrong });
	const idempotencyKey = request.headers['idempotency-key'];
	if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,200}$/.test(String(idempotencyKey))) {
		const invalid = ['Idempotency-Key: must have 1 to 200 printable letters'];
		return refuse(reply, 400, { error: 'Invalid fields', invalid });
	}
	const triggered = await trigger(
		{
			...{ workspaceId: key.workspaceId, keyId: key.keyId, request: read.request },
			...(idempotencyKey !== undefined && { idempotencyKey: String(idempotencyKey) }),
		},
		{ ...context, publish: context.hub.publish },
	);
	if (triggered.kind === 'initiated') return reply.send(success(read.request, triggered));
	const { status, ...refusal } = refusalOf(triggered);
	return refuse(reply, status, refusal);
}

function success(request: TriggerRequest, initiated: Initiated) {
	return {
		status: 'success',
		message: 'Outbound call initiated successfully',
		data: {
			campaign_id: request.campaign_id,
			candidate: nameOf(request),
			company: request.company_name,
			to_number: request.to_number ?? null,
			conversation_id: initiated.conversationId,
			call_status: 'initiated',
			questionnaire_loaded: initiated.questionnaireLoaded,
			timestamp: toInstant(initiated.at),
			prompt_length: initiated.promptLength,
			first_message: initiated.firstMessage,
			...(initiated.link !== undefined && { conversation_link: initiated.link }),
		},
	};
}

const limits = {
	'do-not-call': { status: 409, error: 'Number must not be called' },
	hours: { status: 409, error: 'Outside calling hours' },
	'at-once': { status: 429, error: 'Too many calls at once' },
	'per-day': { status: 429, error: 'Daily limit reached' },
} as const;

function refusalOf(triggered: Exclude<Triggered, Initiated>): Refusal & { status: number } {
	switch (triggered.kind) {
		case 'missing':
			return { status: 400, error: 'Missing required fields', missing: triggered.missing };
		case 'not-set-up':
			return { status: 503, error: 'Assistant is not set up', message: triggered.mend };
		case 'not-allowed':
			return { ...limits[triggered.limit], message: triggered.reason };
		case 'vendor':
			return { status: 502, error: 'Call could not be initiated', message: triggered.reason };
		case 'under-way': {
			const message = 'The same request is being worked on. Repeat it in a minute.';
			return { status: 409, error: 'Request in progress', message };
		}
		case 'other-request': {
			const message = 'This Idempotency-Key was used for another request. Choose a new one.';
			return { status: 409, error: 'Idempotency-Key reused', message };
		}
	}
}

/** Speaks for an installation with one workspace; what several have set up is nobody else's business. */
async function health({ store, settings, clock }: AppContext) {
	const [workspace, ...others] = await store.records.workspaces();
	const only = workspace && others.length === 0 ? workspace.workspaceId : undefined;
	const value = only === undefined ? undefined : (await settings.read(only, 'assistant')).value;
	return {
		status: 'healthy',
		service: SERVICE,
		agent_id: value?.agentId ?? null,
		hirings_api_url: value?.hiringsApiUrl ?? null,
		timestamp: toInstant(clock.now()),
	};
}

function refuse(reply: FastifyReply, status: number, refusal: Refusal): FastifyReply {
	return reply.code(status).send({ status: 'error', ...refusal });
}

function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	if (error instanceof StoreUnavailable) {
		const message = 'The database cannot take anything right now. Repeat the request in a minute.';
		return refuse(reply.header('retry-after', '5'), 503, { error: 'Not stored', message });
	}
	if (error.statusCode === 413) return refuse(reply, 413, { error: 'Request too large' });
	if (error.statusCode === 429) {
		return refuse(reply, 429, { error: 'Too many requests', message: 'Wait a minute and try again.' });
	}
	if (error.statusCode !== undefined && error.statusCode < 500) {
		return refuse(reply, error.statusCode, { error: 'Request cannot be read' });
	}
	request.log.error({ reference: request.id, ...traceOf(error) }, 'A request failed');
	return refuse(reply, 500, { error: 'Internal error', message: `Reference: ${request.id}` });
}

/** By key, so that two systems behind one address do not share a limit. */
function callerOf({ headers, ip }: FastifyRequest): string {
	const sent = headers.authorization ?? '';
	return sent ? createHash('sha256').update(sent).digest('base64url') : ip;
}

function jsonOf(body: unknown): unknown {
	try {
		return typeof body === 'string' ? JSON.parse(body) : undefined;
	} catch {
		return undefined;
	}
}
