import type { z } from 'zod';
import { Problem } from '../contract/index.ts';
import type { Answer } from './answer.ts';

/** Where, and as whom. */
export interface Credentials {
	serverUrl: string;
	token: string;
}

/** Sends one request and reads its answer. Never throws: each outcome is a value. */
export type Ask = <S extends z.ZodType>(
	schema: S,
	url: string,
	init: RequestInit,
) => Promise<Answer<z.infer<S>>>;

const TIMEOUT_MS = 20_000;

/** Asks our own server, without cookies and without following it elsewhere. */
export function asker(send: typeof fetch): Ask {
	return async (schema, url, init) => {
		try {
			const response = await send(url, {
				...init,
				cache: 'no-store',
				credentials: 'omit',
				redirect: 'error',
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			const body: unknown = await response.json().catch(() => undefined);
			return response.ok ? understood(schema.safeParse(body)) : refusedOrAway(response.status, body);
		} catch {
			return { kind: 'unreachable', detail: 'no answer' };
		}
	};
}

/** Asks as a paired device: `path` begins with `/v1/`. */
export function deviceAsker(send: typeof fetch) {
	const ask = asker(send);
	return <S extends z.ZodType>(
		schema: S,
		{ serverUrl, token }: Credentials,
		path: string,
		{
			method,
			body,
			headers: more,
		}: {
			method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
			body?: unknown;
			headers?: Record<string, string>;
		} = {},
	): Promise<Answer<z.infer<S>>> => {
		const headers = { ...more, Authorization: `Bearer ${token}` };
		if (body === undefined) return ask(schema, `${serverUrl}${path}`, { method, headers });
		const json = { ...headers, 'Content-Type': 'application/json' };
		return ask(schema, `${serverUrl}${path}`, { method, headers: json, body: JSON.stringify(body) });
	};
}

function understood<T>(parsed: z.ZodSafeParseResult<T>): Answer<T> {
	return parsed.success
		? { kind: 'ok', value: parsed.data }
		: { kind: 'unreachable', detail: 'an answer that is not Ringside’s' };
}

function refusedOrAway<T>(status: number, body: unknown): Answer<T> {
	const problem = Problem.safeParse(body);
	// The server itself is there when it says that a provider is not.
	const isVendor = problem.success && problem.data.type.endsWith('/vendor-silent');
	if (!isVendor && (status >= 500 || status === 408 || status === 429)) {
		return { kind: 'unreachable', detail: `status ${status}` };
	}
	if (!problem.success) return { kind: 'refused', status, problem: '', detail: `status ${status}` };
	const { type, title, detail, mend, field } = problem.data;
	return {
		kind: 'refused',
		status,
		problem: type.split('/').pop() ?? '',
		detail: detail ?? title,
		mend,
		field,
	};
}
