import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { parseJson, retryAt } from '../vendors/read-answer.ts';
import { Unanswered } from './token-request.ts';

export type Granted =
	| {
			kind: 'granted';
			access: string;
			/** Absent: the one before stays. */
			refresh?: string;
			/** ms since 1970, as all times here. */
			obtainedAt: number;
			accessExpiresAt: number;
			/** When the refresh token ends, where the vendor says. */
			refreshExpiresAt?: number;
			/** Where they differ from what was asked for, or the vendor repeats them. */
			scopes?: string[];
	  }
	/** The code or refresh token is not taken (any more). */
	| { kind: 'grant-refused' }
	/** The app's id or secret is not taken. */
	| { kind: 'app-refused' }
	/** Surely not carried out: ask again. */
	| { kind: 'later'; reason: string; at?: number }
	/** Carried out or not, nobody knows. */
	| { kind: 'no-answer'; reason: string };

const USUAL_LIFETIME_S = 3_600;

export type Process = (response: Response) => Promise<oauth.TokenEndpointResponse>;

/** What the token address answered; never rejects for that. */
export async function settle(asked: Promise<Response>, process: Process, clock: Clock): Promise<Granted> {
	// Counted from before the answer, so that no token is thought to live longer than it does.
	const begun = clock.now();
	try {
		const response = await asked;
		if (response.status !== 200) return await refusalOf(response, clock.now());
		return grantOf(await process(response), begun);
	} catch (error) {
		if (error instanceof Unanswered) return unanswered(error);
		if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
			return { kind: 'no-answer', reason: 'The answer was not understood.' };
		}
		throw error;
	}
}

function unanswered({ result }: Unanswered): Granted {
	if (result.kind === 'blocked')
		return { kind: 'later', reason: `The address may not be called (${result.reason}).` };
	if (result.reason === 'unresolved') return { kind: 'later', reason: 'The name was not found.' };
	return { kind: 'no-answer', reason: `No answer came (${result.reason}).` };
}

const Refusal = z.object({ error: z.string() });

async function refusalOf(response: Response, now: number): Promise<Granted> {
	const { status } = response;
	const at = retryAt(response.headers.get('retry-after') ?? undefined, now);
	const later = { reason: `It answered ${status}.`, ...(at !== undefined && { at }) };
	if (status === 429) return { kind: 'later', ...later };
	if (status >= 500 || status < 400) return { kind: 'no-answer', ...later };
	const error = Refusal.safeParse(parseJson(new Uint8Array(await response.arrayBuffer()))).data?.error;
	if (error === 'temporarily_unavailable' || error === 'slow_down') return { kind: 'later', ...later };
	if (error === 'invalid_client' || error === 'unauthorized_client') return { kind: 'app-refused' };
	if (error === undefined && status === 401) return { kind: 'app-refused' };
	// Not every vendor says `invalid_grant`; a 400 is a refusal whatever it calls it, a bare 403 or 404 is not.
	return error !== undefined || status === 400 ? { kind: 'grant-refused' } : { kind: 'no-answer', ...later };
}

const Seconds = z.coerce
	.number()
	.positive()
	.max(10 * 365 * 86_400);

function grantOf(answer: oauth.TokenEndpointResponse, now: number): Granted {
	const refreshLifetime = Seconds.safeParse(answer.refresh_token_expires_in);
	return {
		kind: 'granted',
		access: answer.access_token,
		...(answer.refresh_token && { refresh: answer.refresh_token }),
		obtainedAt: now,
		accessExpiresAt: now + (answer.expires_in ?? USUAL_LIFETIME_S) * 1_000,
		...(refreshLifetime.success && { refreshExpiresAt: now + refreshLifetime.data * 1_000 }),
		...(answer.scope !== undefined && { scopes: answer.scope.split(/[\s,]+/).filter(Boolean) }),
	};
}
