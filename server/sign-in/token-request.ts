import type * as oauth from 'oauth4webapi';
import { z } from 'zod';
import type { Dispatch, OutgoingResult } from '../outgoing/dispatcher.ts';
import { parseJson } from '../vendors/read-answer.ts';

type Answered = Extract<OutgoingResult, { kind: 'answered' }>;

/** Two of them fit into the time for which a refresh is claimed. */
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 256 * 1_024;

/** The vendor's answer did not come. */
export class Unanswered extends Error {
	readonly result: Exclude<OutgoingResult, Answered>;
	constructor(result: Exclude<OutgoingResult, Answered>) {
		super('No answer came');
		this.result = result;
	}
}

/** What the library asks with: our one way out. Throws `Unanswered`, as it has no words for that. */
export function fetchOver(dispatch: Dispatch) {
	return async (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>): Promise<Response> => {
		const result = await dispatch({
			method: init.method,
			url,
			headers: init.headers,
			body: String(init.body),
			timeoutMs: TIMEOUT_MS,
			maxBytes: MOST_BYTES,
		});
		if (result.kind !== 'answered') throw new Unanswered(result);
		const { status, headers } = result;
		const mayHaveBody = ![204, 205, 304].includes(status);
		const body = mayHaveBody ? withoutIdToken(result.body) : null;
		return new Response(body, { status, headers: plain(headers) });
	};
}

/** Who signed in is asked with the token; an id token would be held against the machine's clock, not ours. */
function withoutIdToken(body: Uint8Array): string {
	const json = z.looseObject({ id_token: z.unknown() }).safeParse(parseJson(body));
	if (!json.success) return Buffer.from(body).toString('utf8');
	const { id_token: _, ...rest } = json.data;
	return JSON.stringify(rest);
}

function plain({
	'content-type': type,
	'retry-after': retry,
}: Record<string, string>): Record<string, string> {
	return { ...(type && { 'content-type': type }), ...(retry && { 'retry-after': retry }) };
}
