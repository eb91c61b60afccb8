import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { GmailSimulator } from '../../tests/support/vendors/gmail.ts';
import { manualClock } from '../intake/harness.testkit.ts';
import { createPublicKeys } from './public-keys.ts';

const URL_OF_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';
const google = new GmailSimulator();
const asked = () => google.requests.length;

beforeAll(async () => {
	await google.start();
	await google.addKey('key-2');
});
afterAll(() => google.stop());
beforeEach(() => {
	google.requests.length = 0;
	google.troubles.length = 0;
	google.keysMaxAge = 3_600;
});

function open() {
	const clock = manualClock();
	const keys = createPublicKeys({ dispatch: google.dispatch(), clock });
	return { clock, find: (keyId: string) => keys.find(URL_OF_KEYS, keyId) };
}

test('keys are asked for once for as long as their Cache-Control says', async () => {
	const { clock, find } = open();
	expect(await Promise.all([find('key-1'), find('key-1'), find('key-2')])).toMatchObject([
		{ kind: 'found', key: { kid: 'key-1' } },
		{ kind: 'found', key: { kid: 'key-1' } },
		{ kind: 'found', key: { kid: 'key-2' } },
	]);
	clock.advance(3_599_000);
	await find('key-1');
	expect(asked()).toBe(1);
	clock.advance(1_000);
	await find('key-1');
	expect(asked()).toBe(2);
});

test('a key that Google begins to use is found at once', async () => {
	const { clock, find } = open();
	await find('key-1');
	await google.addKey('key-3');
	clock.advance(15_000);
	expect(await find('key-3')).toMatchObject({ kind: 'found' });
});

test('a key that Google withdrew is believed no longer once the set has been read again', async () => {
	const { clock, find } = open();
	await google.addKey('key-4');
	expect((await find('key-4')).kind).toBe('found');
	google.removeKey('key-4');
	clock.advance(3_600_000);
	expect(await find('key-4')).toEqual({ kind: 'unknown' });
});

test('made-up key ids do not make us ask Google for each of them', async () => {
	const { clock, find } = open();
	for (let n = 0; n < 50; n += 1) expect(await find(`made-up-${n}`)).toEqual({ kind: 'unknown' });
	expect(asked()).toBe(1);
	clock.advance(15_000);
	await find('made-up');
	expect(asked()).toBe(2);
});

test('keys that cannot be had are no refusal, are soon asked for again, and not by each request', async () => {
	const { clock, find } = open();
	google.troubles.push({ path: /certs/, status: 503, times: 1 });
	for (let n = 0; n < 10; n += 1) expect(await find('key-1')).toEqual({ kind: 'unavailable' });
	expect(asked()).toBe(1);
	clock.advance(15_000);
	expect((await find('key-1')).kind).toBe('found');
});

test.each([
	['no JSON', 200, 'text'],
	['another shape', 200, { keys: 'none' }],
	['not found', 404, {}],
])('an answer that is %s is none', async (_, status, body) => {
	const { find } = open();
	google.troubles.push({ path: /certs/, status, body: body as object, times: 1 });
	expect(await find('key-1')).toEqual({ kind: 'unavailable' });
});

test('old keys serve an hour longer where Google cannot be reached, and then no more', async () => {
	const { clock, find } = open();
	await find('key-1');
	google.troubles.push({ path: /certs/, status: 500, times: 100 });
	clock.advance(3_600_000 + 3_599_000);
	expect((await find('key-1')).kind).toBe('found');
	expect(await find('key-9')).toEqual({ kind: 'unavailable' });
	clock.advance(1_000);
	expect(await find('key-1')).toEqual({ kind: 'unavailable' });
});
