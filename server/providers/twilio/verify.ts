import { createHash, createHmac } from 'node:crypto';
import { sameSecret } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Refusal, Verdict } from '../provider.ts';
import { signedSpellings } from './address.ts';
import { isForm, readForm } from './form.ts';

const signatureForm = /^[A-Za-z0-9+/]{27}=$/;
const bodyHashForm = /^[0-9a-f]{64}$/;

/**
 * `X-Twilio-Signature`: HMAC-SHA1 over the public address and the sorted parameters; of a body that is no form, over
 * the address alone, which then carries the body's SHA-256. There is no timestamp: repeats end at the event's id.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function verify(request: HookRequest, connection: HookConnection): Verdict {
	// During a rotation Twilio may still sign with the token before.
	const tokens = [connection.secrets.secret, connection.secrets.secondary].filter((token) => token?.trim());
	if (tokens.length === 0) return refused('no-secret-configured');
	const signature = request.headers['x-twilio-signature'];
	if (!signature) return refused('signature-missing');
	if (!signatureForm.test(signature)) return refused('signature-malformed');
	const parameters = signedParameters(request);
	if (parameters === undefined) return refused('signature-mismatch');
	const given = Buffer.from(signature, 'latin1');
	const spellings = signedSpellings(request.url);
	const agrees = tokens.some((token) =>
		spellings.some((url) => sameSecret(given, Buffer.from(sign(url + parameters, token ?? ''), 'latin1'))),
	);
	return agrees ? { kind: 'verified' } : refused('signature-mismatch');
}

/** Signature as Twilio puts it into the header, base64. `text` is address and parameters. */
export function sign(text: string, token: string): string {
	return createHmac('sha1', token).update(text, 'utf8').digest('base64');
}

/** Sorted by name, each value after its name, nothing between; a repeated name gives its distinct values, sorted. */
export function joinParameters(parameters: [name: string, value: string][]): string {
	const values = Map.groupBy(parameters, ([name]) => name);
	return [...values.keys()]
		.sort()
		.map((name) =>
			[...new Set(values.get(name)?.map(([, value]) => value))]
				.sort()
				.map((value) => name + value)
				.join(''),
		)
		.join('');
}

/** What is signed besides the address; undefined where nothing vouches for the body. */
function signedParameters(request: HookRequest): string | undefined {
	const expected = URL.parse(request.url)?.searchParams.get('bodySHA256');
	if (expected) return bodyAgrees(request.body, expected) ? '' : undefined;
	if (request.body.byteLength === 0) return '';
	return isForm(request.headers['content-type']) ? joinParameters(readForm(request.body)) : undefined;
}

function bodyAgrees(body: Uint8Array, expected: string): boolean {
	if (!bodyHashForm.test(expected)) return false;
	return sameSecret(createHash('sha256').update(body).digest(), Buffer.from(expected, 'hex'));
}

function refused(reason: Refusal): Verdict {
	return { kind: 'refused', reason };
}
