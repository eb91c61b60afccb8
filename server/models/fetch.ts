import type { Dispatch, OutgoingRequest, OutgoingResult } from '../outgoing/dispatcher.ts';

/** Nothing was answered, or nothing that could be read; in the SDK's errors it stands as the cause. */
export class NotAnswered extends Error {
	override name = 'NotAnswered';
	readonly result: Exclude<OutgoingResult, { kind: 'answered' }>;

	constructor(result: Exclude<OutgoingResult, { kind: 'answered' }>) {
		super(`Not answered: ${result.reason}.`);
		this.result = result;
	}
}

type SdkFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

const methods: readonly OutgoingRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const BODILESS: readonly number[] = [101, 204, 205, 304];

/** What the SDK takes for `fetch`: the guarded way out. Limits in ms and bytes. */
export function fetchOver(
	dispatch: Dispatch,
	{ timeoutMs, maxBytes }: { timeoutMs: number; maxBytes: number },
): SdkFetch {
	const send: SdkFetch = async (url, init = {}) => {
		const { body, headers } = await encoded(init);
		const result = await dispatch({
			method: methods.find((one) => one === init.method?.toUpperCase()) ?? 'GET',
			url: String(url instanceof Request ? url.url : url),
			headers,
			...(body && { body }),
			...(init.signal && { signal: init.signal }),
			timeoutMs,
			maxBytes,
		});
		if (result.kind !== 'answered') throw new NotAnswered(result);
		const { status } = result;
		const answer = BODILESS.includes(status) ? null : new Uint8Array(result.body);
		return new Response(answer, { status, headers: result.headers });
	};
	// The SDK would otherwise ask a made-up address to learn which Response goes with it.
	return Object.assign(send, { Response });
}

/** Forms get their boundary here; the SDK leaves that to `fetch`. */
async function encoded({ body, headers }: RequestInit): Promise<Pick<OutgoingRequest, 'body' | 'headers'>> {
	const all = new Headers(headers);
	if (body === undefined || body === null) return { headers: Object.fromEntries(all) };
	const whole = new Response(body);
	const type = whole.headers.get('content-type');
	if (type && !all.has('content-type')) all.set('content-type', type);
	all.delete('content-length');
	return { body: new Uint8Array(await whole.arrayBuffer()), headers: Object.fromEntries(all) };
}
