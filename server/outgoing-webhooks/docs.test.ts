import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { root, runCommand } from '../../scripts/command.ts';
import { systemClock } from '../clock.ts';
import { randomIds } from '../ids.ts';
import { isSignedWith, startReceiver } from './receiver.testkit.ts';
import { makeSecret, signedHeaders } from './signature.ts';

const guide = readFileSync(path.join(root, 'docs', 'outgoing-webhooks.md'), 'utf8');

function codeOf(language: string): string {
	const [, code] = new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's').exec(guide) ?? [];
	if (!code) throw new Error(`no ${language} in the guide`);
	return code;
}

type Check = (secret: string, headers: Record<string, string>, body: string) => boolean;

test('the check of the guide believes what we send, and nothing that was altered or is old', () => {
	const context = createContext({ require: createRequire(import.meta.url), Buffer, Date, Math });
	const isFromRingside = runInContext(`${codeOf('js')}\nisFromRingside`, context) as Check;
	const secret = makeSecret(randomIds);
	const body = '{"note":"Zoë\u2028"}';
	const sent = (now: number) => signedHeaders(secret, 'msg_1', now, body);
	const headers = sent(systemClock.now());
	expect(isFromRingside(secret, headers, body)).toBe(true);
	expect(isFromRingside(secret, headers, `${body} `)).toBe(false);
	expect(isFromRingside(makeSecret(randomIds), headers, body)).toBe(false);
	expect(isFromRingside(secret, { ...headers, 'webhook-id': 'msg_2' }, body)).toBe(false);
	expect(isFromRingside(secret, { ...headers, 'webhook-signature': 'v1,x' }, body)).toBe(false);
	expect(isFromRingside(secret, {}, body)).toBe(false);
	expect(isFromRingside(secret, sent(systemClock.now() - 400_000), body)).toBe(false);
});

test('the request by hand of the guide is signed as ours are', async () => {
	const receiver = await startReceiver();
	onTestFinished(() => receiver.stop());
	const env = { SECRET: makeSecret(randomIds), URL: `http://127.0.0.1:${receiver.port}/by-hand` };
	const { code, output } = await runCommand('sh', ['-ec', codeOf('sh')], { env });
	expect(output).toBe('');
	expect(code).toBe(0);
	const [received] = receiver.received;
	expect(received && isSignedWith(env.SECRET, received)).toBe(true);
});
