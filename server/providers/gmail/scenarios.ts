import { sign } from 'node:crypto';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { readTestKey, TEST_KEY_ID } from './test-key.ts';

/** Scenario name → pushes signed with the connection's `testKey`, which counts on a local address only. */
export const scenarios: Provider['scenarios'] = {
	changed: (input) => [push(input, 0, 0)],
	/** Pub/Sub sends again what it thinks was not acknowledged. */
	redelivered: (input) => [push(input, 0, 0), push(input, 1_000, 0)],
	burst: (input) => [0, 1, 2, 3, 4].map((step) => push(input, step === 0 ? 0 : 1_000, step)),
};

function push(input: SimulationInput, afterMs: number, step: number): SimulatedRequest {
	const { mailbox = 'recruiter@example.com', subscription } = input.settings ?? {};
	const change = { emailAddress: mailbox, historyId: input.startAt + step };
	const publishedAt = new Date(input.startAt).toISOString();
	const message = {
		data: Buffer.from(JSON.stringify(change)).toString('base64'),
		messageId: `${input.runId}-${step}`,
		message_id: `${input.runId}-${step}`,
		publishTime: publishedAt,
		publish_time: publishedAt,
	};
	const named = subscription ?? 'projects/simulated/subscriptions/gmail-push';
	const body = Buffer.from(JSON.stringify({ message, subscription: named }));
	const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(input)}` };
	return { afterMs, headers, body };
}

/** Not a token at all without a key: the simulated push is then refused like a stranger's. */
function tokenOf({ secrets, settings = {}, startAt, hookUrl }: SimulationInput): string {
	const key = readTestKey(secrets.testKey ?? '');
	if (!key) return 'no-test-key';
	const issuedAt = Math.floor(startAt / 1_000);
	const claims = {
		iss: 'https://accounts.google.com',
		aud: settings.audience ?? hookUrl,
		email: settings.pushServiceAccount,
		email_verified: true,
		iat: issuedAt,
		exp: issuedAt + 3_600,
	};
	const parts = [{ alg: 'RS256', typ: 'JWT', kid: TEST_KEY_ID }, claims];
	const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
	return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}
