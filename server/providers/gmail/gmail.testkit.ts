import { afterAll, beforeAll } from 'vitest';
import { GmailSimulator, MAILBOX, PUSH_ACCOUNT } from '../../../tests/support/vendors/gmail.ts';
import { createPublicKeys } from '../../outgoing/public-keys.ts';
import type { HookConnection, HookRequest, VerifyTools } from '../provider.ts';

export const NOW = Date.parse('2026-05-12T08:30:00.000Z');
export const HOOK = 'https://ringside.example/hooks/gmail/hk_test';

export function aConnection(change: Partial<HookConnection> = {}): HookConnection {
	const settings = { mailbox: MAILBOX, pushServiceAccount: PUSH_ACCOUNT };
	return { connectionId: 'con_test', secrets: {}, settings, region: 'DE', ...change };
}

export function aRequest(token: string | undefined, change: Partial<HookRequest> = {}): HookRequest {
	const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
	const body = aPush({ emailAddress: MAILBOX, historyId: 1_010 });
	return { method: 'POST', url: HOOK, headers, body, receivedAt: NOW, ...change };
}

/** A wrapped push of this change. */
export function aPush(change: object, more: object = {}): Uint8Array {
	const data = Buffer.from(JSON.stringify(change)).toString('base64');
	return Buffer.from(JSON.stringify({ message: { data, messageId: '1' }, ...more }));
}

/** One simulator for a test file, and the keys as a server would have them. */
export function simulated(): { google: GmailSimulator; tools(): VerifyTools } {
	const google = new GmailSimulator();
	beforeAll(async () => {
		await google.start();
	});
	afterAll(() => google.stop());
	const clock = { now: () => NOW, monotonic: () => 0 };
	return { google, tools: () => ({ publicKeys: createPublicKeys({ dispatch: google.dispatch(), clock }) }) };
}
