import { APIConnectionError, APIError } from 'openai';
import { ContentFilterFinishReasonError, LengthFinishReasonError } from 'openai/core/error';
import { z } from 'zod';
import { retryAt } from '../vendors/read-answer.ts';
import { NotAnswered } from './fetch.ts';

/** Why a model gave nothing; reasons are for people and hold the vendor's codes, never its words: those may quote. */
export type ModelFailure =
	/** `at`: ms since 1970, where the vendor says when. */
	| { kind: 'later'; reason: string; at?: number }
	/** The key is missing, wrong or was taken back. */
	| { kind: 'signed-out'; reason: string }
	/** Asking the same again would be refused again. */
	| { kind: 'refused'; reason: string }
	/** More bytes than the model takes. */
	| { kind: 'too-large'; reason: string }
	/** Longer audio, or more text, than the model takes. */
	| { kind: 'too-long'; reason: string }
	/** Something came that is not what was asked for; another try may bring it. */
	| { kind: 'invalid-answer'; reason: string };

/** How long a limit lasts where the answer does not say. */
const WINDOW_MS = 60_000;
const LENGTH = /longer than [\d.]+ seconds|audio duration|context length|too long/i;

/** What an error of the SDK means. `now` in ms since 1970. @throws the error itself where it is a bug of ours */
export function outcomeOf(error: unknown, now: number): ModelFailure {
	const cause = error instanceof APIConnectionError ? error.cause : error;
	if (cause instanceof NotAnswered) return notAnswered(cause);
	if (error instanceof APIConnectionError) {
		return { kind: 'later', reason: 'The model could not be reached.' };
	}
	if (error instanceof LengthFinishReasonError) {
		return { kind: 'invalid-answer', reason: 'The model’s answer was cut off.' };
	}
	if (error instanceof ContentFilterFinishReasonError) {
		return { kind: 'refused', reason: 'The model’s filter held the answer back.' };
	}
	if (error instanceof APIError) return refusalOf(error, now);
	if (error instanceof SyntaxError || error instanceof z.ZodError) {
		return { kind: 'invalid-answer', reason: 'The model’s answer was not understood.' };
	}
	throw error;
}

function notAnswered({ result }: NotAnswered): ModelFailure {
	if (result.kind === 'blocked') {
		return { kind: 'refused', reason: `The model’s address may not be called (${result.reason}).` };
	}
	if (result.reason === 'too-large') {
		return { kind: 'invalid-answer', reason: 'The model’s answer was too large.' };
	}
	return { kind: 'later', reason: `The model could not be reached (${result.reason}).` };
}

function refusalOf(error: APIError, now: number): ModelFailure {
	const { status = 0 } = error;
	const code = z
		.string()
		.regex(/^[\w.-]{1,60}$/)
		.safeParse(error.code).data;
	const reason = `The model answered ${[status, code].filter(Boolean).join(' ')}.`;
	if (status === 401) return { kind: 'signed-out', reason };
	if (status === 413) return { kind: 'too-large', reason };
	// No waiting helps an account that has run dry.
	if (code === 'insufficient_quota') return { kind: 'refused', reason };
	const at = retryAt(error.headers?.get('retry-after') ?? undefined, now);
	if (status === 429) return { kind: 'later', reason, at: at ?? now + WINDOW_MS };
	if (status >= 500 || status === 408 || status === 409) return { kind: 'later', reason, ...(at && { at }) };
	if (code === 'context_length_exceeded' || (status === 400 && LENGTH.test(error.message))) {
		return { kind: 'too-long', reason };
	}
	return { kind: 'refused', reason };
}
