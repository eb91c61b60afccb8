import { z } from 'zod';
import type { OutgoingResult } from '../outgoing/dispatcher.ts';
import type { Asked } from '../providers/vendor.ts';

type Answered = Extract<OutgoingResult, { kind: 'answered' }>;

interface Reading<T> {
	schema: z.ZodType<T>;
	/** The vendor's name, for reasons. */
	label: string;
	/** ms since 1970. */
	now: number;
}

const LONGEST_WAIT_S = 60 * 60;
/** How long a limit lasts where the answer does not say: that of most vendors is counted by the minute. */
const WINDOW_S = 60;

/** What a vendor's answer means; reasons hold the vendor's codes, never its words: those may quote what was asked. */
export function readAnswer<T>(result: OutgoingResult, reading: Reading<T>): Asked<T> {
	const { label } = reading;
	if (result.kind === 'blocked') {
		return { kind: 'unexpected', reason: `${label}’s address may not be called (${result.reason}).` };
	}
	if (result.kind === 'failed') {
		if (result.reason === 'too-large') return { kind: 'too-large' };
		return { kind: 'later', reason: `${label} could not be reached (${result.reason}).` };
	}
	const isGood = result.status >= 200 && result.status < 300;
	return isGood ? readBody(result, reading) : readRefusal(result, reading);
}

function readBody<T>({ body }: Answered, { schema, label }: Reading<T>): Asked<T> {
	const json = body.byteLength === 0 ? null : parseJson(body);
	if (json === undefined) return { kind: 'unexpected', reason: `${label}’s answer was no JSON.` };
	const read = schema.safeParse(json);
	if (read.success) return { kind: 'read', value: read.data };
	const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body');
	const reason = `${label}’s answer was not understood: ${fields.join(', ')}`.slice(0, 300);
	return { kind: 'unexpected', reason };
}

/** What an answer outside of the 2xx means. */
export function readRefusal(
	answer: Answered,
	{ label, now }: Pick<Reading<unknown>, 'label' | 'now'>,
): Exclude<Asked<never>, { kind: 'read' }> {
	const { status } = answer;
	if (status === 401) return { kind: 'signed-out' };
	if (status === 404 || status === 410) return { kind: 'gone' };
	const code = codeOf(answer.body);
	const isLimited = status === 429 || (status === 403 && /rateLimitExceeded|quotaExceeded/i.test(code ?? ''));
	const at = retryAt(answer.headers['retry-after'], now);
	if (isLimited) {
		return { kind: 'later', reason: `${label} asks to slow down.`, at: at ?? now + WINDOW_S * 1_000 };
	}
	const reason = `${label} answered ${[status, code].filter(Boolean).join(' ')}.`;
	if (status === 403) return { kind: 'forbidden', reason };
	if (status >= 500 || status === 408) return { kind: 'later', reason, ...(at !== undefined && { at }) };
	// A redirect is not followed: it could lead to somebody who is not to have the token.
	if (status < 400) return { kind: 'unexpected', reason };
	return { kind: 'refused', status, reason };
}

/** Seconds or a date (RFC 9110) → ms since 1970, at most an hour away; undefined where it is neither. */
export function retryAt(header: string | undefined, now: number): number | undefined {
	if (!header) return undefined;
	const at = /^\d{1,9}$/.test(header.trim()) ? now + Number(header) * 1_000 : Date.parse(header);
	return Number.isNaN(at) ? undefined : Math.min(Math.max(at, now), now + LONGEST_WAIT_S * 1_000);
}

const Code = z.union([
	z.string().regex(/^[A-Za-z][\w.-]{0,60}$/),
	z.number().int().nonnegative().max(999_999).transform(String),
]);

/** The places where vendors write their codes, the most telling first. */
const places = [
	z
		.object({ error: z.object({ errors: z.array(z.object({ reason: Code })).min(1) }) })
		.transform(({ error }) => error.errors[0]?.reason),
	z.object({ errorCode: Code }).transform(({ errorCode }) => errorCode),
	z.object({ error: z.object({ status: Code }) }).transform(({ error }) => error.status),
	z.object({ error: z.object({ code: Code }) }).transform(({ error }) => error.code),
	z.object({ detail: z.object({ status: Code }) }).transform(({ detail }) => detail.status),
	z.object({ error: Code }).transform(({ error }) => error),
	z.object({ code: Code }).transform(({ code }) => code),
];

function codeOf(body: Uint8Array): string | undefined {
	const json = parseJson(body);
	for (const place of places) {
		const found = place.safeParse(json);
		if (found.success) return found.data;
	}
	return undefined;
}

/** Undefined where it is none. */
export function parseJson(body: Uint8Array): unknown {
	try {
		return JSON.parse(Buffer.from(body).toString('utf8'));
	} catch {
		return undefined;
	}
}
