import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { StoreUnavailable } from '../store/ports.ts';
import { type ProblemName, sendProblem } from './problems.ts';

const byCode: Record<string, ProblemName> = {
	FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
	FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-type',
};

/** The one place where what was thrown becomes an answer; a bug is logged without what people sent. */
export function handleErrors(app: FastifyInstance): void {
	app.setNotFoundHandler((_, reply) => sendProblem(reply, 'not-found'));
	app.setErrorHandler((error: FastifyError, request, reply) => answer(error, request, reply));
}

function answer(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	if (hasZodFastifySchemaValidationErrors(error)) {
		const fields = error.validation.map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`);
		return sendProblem(reply, 'invalid-request', fields.join('; ').slice(0, 1_000));
	}
	if (error instanceof StoreUnavailable) {
		request.log.warn({ reference: request.id }, 'The store did not take it');
		return sendProblem(reply, 'not-stored');
	}
	const known = byCode[error.code];
	if (known) return sendProblem(reply, known);
	const status = error.statusCode ?? 500;
	if (status === 429) return sendProblem(reply, 'too-many-requests');
	if (status === 503) return sendProblem(reply, 'shutting-down');
	if (status >= 400 && status < 500) return sendProblem(reply, 'invalid-request');
	request.log.error({ reference: request.id, ...traceOf(error) }, 'A request failed');
	return sendProblem(reply, 'internal');
}

/** Kind and place of a bug. Its message is left out: it may repeat what somebody sent. */
export function traceOf(error: unknown): { error: string; at?: string } {
	if (!(error instanceof Error)) return { error: typeof error };
	const at = error.stack
		?.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.slice(0, 8)
		.join('\n');
	return { error: error.name, at };
}
