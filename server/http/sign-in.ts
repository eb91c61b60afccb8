import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SignInRequest, SignInStarted } from '../../lib/contract/setup.ts';
import { toInstant } from '../clock.ts';
import { CALLBACK_PATH } from '../sign-in/redirect.ts';
import { answers, principalOf, type Routes } from './context.ts';
import { traceOf } from './errors.ts';
import { languageOf } from './language.ts';
import { type ProblemName, sendProblem } from './problems.ts';
import { sendSignInPage } from './sign-in-page.ts';

const STARTS_A_MINUTE = 20;
const RETURNS_A_MINUTE = 120;

const startLimit = { max: STARTS_A_MINUTE, timeWindow: 60_000 };

/** A whole office may share one address. */
function deviceOf(request: FastifyRequest): string {
	return principalOf(request).device.deviceId;
}

/** Where vendors send people back to: ours, and that of a system that people come from. */
const callbackPaths = [CALLBACK_PATH, '/webhook/webex-oauth-callback'];

const Returned = z.object({
	state: z.string().regex(/^[\w-]{43}$/),
	code: z.string().min(1).max(4_096).optional(),
	error: z.string().min(1).max(200).optional(),
	iss: z.string().min(1).max(500).optional(),
});

const problems = {
	'no-sign-in': 'not-found',
	'not-allowed': 'not-allowed',
	'unknown-connection': 'not-found',
	'no-app': 'app-missing',
} satisfies Record<string, ProblemName>;

export const signInRoutes: Routes = (app, { signIns }) => {
	app.post(
		'/v1/sign-ins',
		{
			config: { access: 'member', rateLimit: { ...startLimit, keyGenerator: deviceOf } },
			schema: {
				summary: 'Begins a sign-in at a vendor: an address to open in a tab',
				body: SignInRequest,
				response: answers(SignInStarted),
			},
		},
		async (request, reply) => {
			const begun = await signIns.begin(principalOf(request), request.body);
			if (begun.kind !== 'begun') return sendProblem(reply, problems[begun.kind]);
			return { authorizeUrl: begun.authorizeUrl, expiresAt: toInstant(begun.expiresAt) };
		},
	);

	for (const path of callbackPaths) {
		app.get(
			path,
			{
				config: { access: 'public', rateLimit: { max: RETURNS_A_MINUTE, timeWindow: 60_000 } },
				schema: { hide: true },
				errorHandler: sendFailure,
			},
			async (request, reply) => {
				const returned = Returned.safeParse(request.query);
				const finished = returned.success ? await signIns.finish(returned.data) : unreadable;
				return sendSignInPage(reply, finished, languageOf(request.headers['accept-language']));
			},
		);
	}
};

const unreadable = { kind: 'unreadable' } as const;

/** A person looks at it, so it is a page as well. */
function sendFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
	const status = error.statusCode === 429 ? 429 : 503;
	if (status === 503) request.log.error({ reference: request.id, ...traceOf(error) }, 'A sign-in failed');
	sendSignInPage(reply, { kind: 'busy' }, languageOf(request.headers['accept-language']), status);
}
