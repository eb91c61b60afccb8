import type { z } from 'zod';

export type JsonBody<T> = { kind: 'read'; value: T } | { kind: 'malformed'; reason: string };

const MAX_REASON = 300;

/** Reads a UTF-8 JSON body (with or without BOM) by `schema`. The reason names fields, never their content. */
export function readJsonBody<T>(body: Uint8Array, schema: z.ZodType<T>): JsonBody<T> {
	const text = decode(body);
	if (text === undefined) return { kind: 'malformed', reason: 'body is not UTF-8' };
	const json = parseJson(text);
	if (!json) return { kind: 'malformed', reason: 'body is not JSON' };
	const read = schema.safeParse(json.value);
	if (read.success) return { kind: 'read', value: read.data };
	const issues = read.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.code}`);
	return { kind: 'malformed', reason: issues.join('; ').slice(0, MAX_REASON) };
}

function decode(body: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(body);
	} catch {
		return undefined;
	}
}

function parseJson(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined;
	}
}
