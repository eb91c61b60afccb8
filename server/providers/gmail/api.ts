import type { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Dispatch } from '../../outgoing/dispatcher.ts';
import type { HookConnection } from '../provider.ts';

export type Asked<T> =
	| { kind: 'read'; value: T }
	/** Deleted, or too old to be asked for. */
	| { kind: 'gone' }
	| { kind: 'too-large' }
	/** Google does not take the access token, or not for this. */
	| { kind: 'signed-out' }
	/** Ask again, not before `at` (ms since 1970) where it is said. */
	| { kind: 'later'; reason: string; at?: number }
	| { kind: 'unexpected'; reason: string };

/** Reads one resource of the mailbox, e.g. `history?startHistoryId=7`. */
export type Get = <T>(path: string, schema: z.ZodType<T>) => Promise<Asked<T>>;

const MAILBOX = 'https://gmail.googleapis.com/gmail/v1/users/me/';
const TIMEOUT_MS = 20_000;
const MOST_BYTES = 8 * 1_024 * 1_024;
const LONGEST_WAIT_S = 60 * 60;

/** The token that reads this mailbox; undefined until somebody has signed in. */
export function accessToken(connection: HookConnection): string | undefined {
	return connection.secrets.accessToken || undefined;
}

export function createGet(token: string, { dispatch, clock }: { dispatch: Dispatch; clock: Clock }): Get {
	return async (path, schema) => {
		const answer = await dispatch({
			method: 'GET',
			url: `${MAILBOX}${path}`,
			headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
			timeoutMs: TIMEOUT_MS,
			maxBytes: MOST_BYTES,
		});
		if (answer.kind === 'blocked') return { kind: 'unexpected', reason: 'Gmail’s address is blocked.' };
		if (answer.kind === 'failed') {
			if (answer.reason === 'too-large') return { kind: 'too-large' };
			return { kind: 'later', reason: `Gmail could not be reached (${answer.reason}).` };
		}
		const { status, headers, body } = answer;
		return status === 200 ? readBody(body, schema) : refusalOf(status, headers, body, clock.now());
	};
}

function readBody<T>(body: Uint8Array, schema: z.ZodType<T>): Asked<T> {
	try {
		const read = schema.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
		if (read.success) return { kind: 'read', value: read.data };
		const fields = read.error.issues.map((issue) => issue.path.join('.'));
		return { kind: 'unexpected', reason: `Gmail’s answer was not understood: ${fields.join(', ')}` };
	} catch {
		return { kind: 'unexpected', reason: 'Gmail’s answer was no JSON.' };
	}
}

/** https://developers.google.com/workspace/gmail/api/guides/handle-errors */
function refusalOf(
	status: number,
	headers: Record<string, string>,
	body: Uint8Array,
	now: number,
): Exclude<Asked<never>, { kind: 'read' }> {
	if (status === 404) return { kind: 'gone' };
	if (status === 401) return { kind: 'signed-out' };
	const limited =
		status === 429 ||
		(status === 403 && /rateLimitExceeded|quotaExceeded/i.test(Buffer.from(body).toString()));
	if (status === 403 && !limited) return { kind: 'signed-out' };
	if (!limited && status < 500) return { kind: 'unexpected', reason: `Gmail answered ${status}.` };
	const at = retryAt(headers['retry-after'], now);
	const reason = limited ? 'Gmail asks to slow down.' : `Gmail answered ${status}.`;
	return { kind: 'later', reason, ...(at !== undefined && { at }) };
}

/** Seconds or a date (RFC 9110); at most an hour away. */
function retryAt(header: string | undefined, now: number): number | undefined {
	if (!header) return undefined;
	const at = /^\d{1,9}$/.test(header.trim()) ? now + Number(header) * 1_000 : Date.parse(header);
	return Number.isNaN(at) ? undefined : Math.min(Math.max(at, now), now + LONGEST_WAIT_S * 1_000);
}
