import { createHash, createHmac } from 'node:crypto';
import { signature, signingKey } from '../../server/providers/generic/standard-webhooks.ts';
import { signatureOf } from '../../server/providers/retell/verify.ts';
import { isForm, readForm } from '../../server/providers/twilio/form.ts';
import { joinParameters, sign as signTwilio } from '../../server/providers/twilio/verify.ts';
import type { GmailSimulator } from '../support/vendors/gmail.ts';
import type { Sent } from './hook-world.testkit.ts';

/** What a signature is made with. */
export interface Signing {
	secret: string;
	google: GmailSimulator;
}

/** Puts the vendor's signature over whatever `sent` carries, in place of the one that it had. */
type Signer = (sent: Sent, signing: Signing) => Sent | Promise<Sent>;

const hmac = (hash: string, secret: string, ...parts: (string | Uint8Array)[]) =>
	parts.reduce<ReturnType<typeof createHmac>>((made, part) => made.update(part), createHmac(hash, secret));
const seconds = ({ now }: Sent) => Math.floor(now / 1_000);
const withHeaders = (sent: Sent, headers: Record<string, string>): Sent => ({
	...sent,
	headers: { ...sent.headers, ...headers },
});

export const signers: Record<string, Signer> = {
	calcom: (sent, { secret }) =>
		withHeaders(sent, { 'x-cal-signature-256': hmac('sha256', secret, sent.body).digest('hex') }),
	cloudtalk: (sent, { secret }) => withHeaders(sent, { authorization: `Bearer ${secret}` }),
	elevenlabs: (sent, { secret }) => {
		const t = seconds(sent);
		const digest = hmac('sha256', secret, `${t}.`, sent.body).digest('hex');
		return withHeaders(sent, { 'elevenlabs-signature': `t=${t},v0=${digest}` });
	},
	generic: (sent, { secret }) => {
		const { 'x-api-key': _, ...headers } = sent.headers;
		const t = String(seconds(sent));
		const key = signingKey(secret);
		if (!key) throw new Error('The secret of the examples is no key');
		return withHeaders(
			{ ...sent, headers },
			{
				'webhook-id': 'msg_1',
				'webhook-timestamp': t,
				'webhook-signature': signature(key, 'msg_1', t, sent.body),
			},
		);
	},
	gmail: async (sent, { google }) =>
		withHeaders(sent, { authorization: `Bearer ${await googleToken(sent, google)}` }),
	retell: (sent, { secret }) =>
		withHeaders(sent, { 'x-retell-signature': signatureOf(sent.body, secret, sent.now) }),
	ringcentral: ({ headers: { 'validation-token': _, ...headers }, ...sent }, { secret }) =>
		withHeaders({ ...sent, headers }, { 'verification-token': secret }),
	stripe: (sent, { secret }) => {
		const t = seconds(sent);
		const digest = hmac('sha256', secret, `${t}.`, sent.body).digest('hex');
		return withHeaders(sent, { 'stripe-signature': `t=${t},v1=${digest}` });
	},
	twilio: (sent, { secret }) => {
		const form = isForm(sent.headers['content-type']);
		const url = form ? sent.url : bodyBound(sent);
		const text = form ? url + joinParameters(readForm(sent.body)) : url;
		return withHeaders({ ...sent, url }, { 'x-twilio-signature': signTwilio(text, secret) });
	},
	webex: (sent, { secret }) =>
		withHeaders(sent, { 'x-spark-signature': hmac('sha1', secret, sent.body).digest('hex') }),
};

/** Of a body that is no form Twilio signs the address, which carries the body's digest. */
function bodyBound({ url, body }: Sent): string {
	const address = new URL(url);
	address.search = `?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
	return address.href;
}

const tokens = new WeakMap<GmailSimulator, Map<string, Promise<string>>>();

/** It vouches for address and time, and for no body: one does for all that are sent there at the same second. */
function googleToken({ url, now }: Sent, google: GmailSimulator): Promise<string> {
	const known = tokens.get(google) ?? new Map<string, Promise<string>>();
	tokens.set(google, known);
	const key = `${url} ${now}`;
	const token = known.get(key) ?? google.token({ aud: url }, now);
	known.set(key, token);
	return token;
}

export async function signAgain(provider: string, sent: Sent, signing: Signing): Promise<Sent> {
	const signer = signers[provider];
	if (!signer)
		throw new Error(`tests/hooks/signers.testkit.ts cannot sign for ${provider}: add how it signs`);
	return signer(sent, signing);
}
