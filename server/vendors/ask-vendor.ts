import type { Clock } from '../clock.ts';
import type { Dispatch, OutgoingRequest } from '../outgoing/dispatcher.ts';
import type { Provider } from '../providers/provider.ts';
import type { Asked, AskVendor, VendorRequest } from '../providers/vendor.ts';
import type { Credentials, Proof } from './credentials.ts';
import type { QuietTimes } from './quiet-times.ts';
import { readAnswer } from './read-answer.ts';

export interface AskVendorDeps {
	dispatch: Dispatch;
	clock: Clock;
	quietTimes: QuietTimes;
}

export interface Asker {
	provider: Pick<Provider, 'label' | 'hosts'>;
	/** Whose rate limit it counts against. */
	connectionId: string;
	credentials: Credentials;
}

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 8 * 1_024 * 1_024;

/** Asks a vendor's API for one connection: credentials to its hosts alone, one refresh at a 401, limits obeyed. */
export function createAskVendor(asker: Asker, deps: AskVendorDeps): AskVendor {
	const { provider, connectionId, credentials } = asker;
	const { clock, quietTimes } = deps;

	async function askWith<T>(proof: Proof, request: VendorRequest<T>): Promise<Asked<T>> {
		if (proof.kind === 'signed-out') return { kind: 'signed-out' };
		if (proof.kind === 'later') return proof;
		const result = await deps.dispatch(outgoingOf(request, proof));
		const asked = readAnswer(result, { schema: request.schema, label: provider.label, now: clock.now() });
		if (asked.kind === 'later' && asked.at !== undefined) quietTimes.hold(connectionId, asked.at);
		return asked;
	}

	return async (request) => {
		if (!isHostOf(provider, request.url)) {
			return { kind: 'unexpected', reason: `${provider.label} named an address of somebody else.` };
		}
		const at = quietTimes.until(connectionId);
		if (at !== undefined) return { kind: 'later', reason: `${provider.label} asked to be left alone.`, at };
		const asked = await askWith(await credentials.now(), request);
		if (asked.kind !== 'signed-out') return asked;
		const renewed = await credentials.renewed();
		return renewed ? askWith(renewed, request) : asked;
	};
}

/** Addresses may come out of the vendor's own answers, so each is checked before a credential goes there. */
export function isHostOf({ hosts = [] }: Pick<Provider, 'hosts'>, address: string): boolean {
	const url = URL.parse(address);
	if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
	return hosts.includes(url.host);
}

function outgoingOf(
	{ method = 'GET', url, headers, json, form, timeoutMs = TIMEOUT_MS }: VendorRequest<unknown>,
	proof: Extract<Proof, { kind: 'header' }>,
): OutgoingRequest {
	const body = bodyOf(json, form);
	return {
		method,
		url,
		headers: {
			accept: 'application/json',
			...(body && { 'content-type': body.contentType }),
			...lowerCase(headers ?? {}),
			[proof.name]: proof.value,
		},
		...(body && { body: body.text }),
		timeoutMs,
		maxBytes: MOST_BYTES,
	};
}

function bodyOf(json: unknown, form: [string, string][] | undefined) {
	if (form)
		return { contentType: 'application/x-www-form-urlencoded', text: String(new URLSearchParams(form)) };
	return json === undefined ? undefined : { contentType: 'application/json', text: JSON.stringify(json) };
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
