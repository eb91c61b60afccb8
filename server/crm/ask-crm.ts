import { z } from 'zod';
import type { OutgoingRequest } from '../outgoing/dispatcher.ts';
import { readAnswer } from '../vendors/read-answer.ts';
import type { CrmOutcome, CrmTools } from './crm.ts';

export interface CrmQuestion {
	method: OutgoingRequest['method'];
	/** Below the base URL; parts that come from outside go through `pathOf`. */
	path: string;
	/** Lower case; with the one that holds the key. */
	headers: Record<string, string>;
	json?: unknown;
}

/** `answer`: the JSON of a 2xx, null where it was empty. */
export type CrmAnswer = { kind: 'read'; answer: unknown } | Exclude<CrmOutcome, { kind: 'done' }>;

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 1_024 * 1_024;

/** Anything else cannot be sent in a header. */
const SENDABLE = /^[\x20-\x7e]+$/;

/** A 2xx that says in its body that it did nothing. */
const SaysNo = z.union([
	z.object({ success: z.literal(false) }),
	z.object({ status: z.enum(['error', 'failed']) }),
]);

/** Asks a CRM; its key goes to the origin that was set and to no other. */
export async function askCrm(
	label: string,
	{ method, path, headers, json }: CrmQuestion,
	{ baseUrl, dispatch, clock }: CrmTools,
): Promise<CrmAnswer> {
	const url = addressOf(baseUrl, path);
	if (!Object.values(headers).every((value) => SENDABLE.test(value))) {
		return { kind: 'signed-out', reason: `The key of ${label} has letters that no key has.` };
	}
	if (!url) return { kind: 'refused', reason: `An id cannot stand in an address of ${label}.` };
	const result = await dispatch({
		method,
		url,
		headers: {
			accept: 'application/json',
			...(json !== undefined && { 'content-type': 'application/json' }),
			...headers,
		},
		...(json !== undefined && { body: JSON.stringify(json) }),
		timeoutMs: TIMEOUT_MS,
		maxBytes: MOST_BYTES,
	});
	const asked = readAnswer(result, { schema: z.unknown(), label, now: clock.now() });
	switch (asked.kind) {
		case 'read':
			return SaysNo.safeParse(asked.value).success
				? { kind: 'refused', reason: `${label} answered that it did not do it.` }
				: { kind: 'read', answer: asked.value };
		case 'signed-out':
			return { kind: 'signed-out', reason: `${label} does not take the key.` };
		case 'gone':
			return { kind: 'gone', reason: `${label} has no such record or address.` };
		case 'too-large':
			return { kind: 'unexpected', reason: `${label}’s answer was too large.` };
		default:
			return asked;
	}
}

/** A path of these parts, each of them one. */
export function pathOf(...parts: string[]): string {
	return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

/** Undefined where the address would be read as another one, e.g. with `..` or nothing for an id. */
function addressOf(baseUrl: string, path: string): string | undefined {
	const base = URL.parse(baseUrl);
	if (!base || path.endsWith('/')) return undefined;
	const wanted = `${base.origin}${base.pathname.replace(/\/+$/, '')}${path}`;
	return URL.parse(wanted)?.href === wanted ? wanted : undefined;
}
