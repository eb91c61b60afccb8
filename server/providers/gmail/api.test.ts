import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ACCESS_TOKEN } from '../../../tests/support/vendors/gmail.ts';
import { incoming, type Mailbox, openMailbox } from './mailbox.testkit.ts';

let box: Mailbox;
beforeEach(async () => {
	box = await openMailbox();
});
afterEach(() => box.google.stop());

describe('when Gmail does not give it', () => {
	test.each([
		[429, { 'retry-after': '120' }, {}, 120_000],
		[403, { 'retry-after': '30' }, { error: { errors: [{ reason: 'userRateLimitExceeded' }] } }, 30_000],
		[503, { 'retry-after': 'Tue, 12 May 2026 08:31:00 GMT' }, {}, 60_000],
		[429, { 'retry-after': '999999' }, {}, 3_600_000],
	])('a %i with Retry-After is obeyed', async (status, headers, body, wait) => {
		await box.connected();
		const pushed = box.google.add(incoming('m1'));
		box.google.troubles.push({ path: /history/, status, headers: headers as never, body, times: 1 });
		expect(await box.push(pushed)).toMatchObject({ kind: 'retry', at: box.clock.now() + wait });
		box.google.requests.length = 0;
		const next = box.google.add(incoming('m2'));
		expect(await box.push(next), 'the next push').toMatchObject({
			kind: 'retry',
			at: box.clock.now() + wait,
		});
		expect(box.google.requests).toEqual([]);
		box.clock.advance(wait);
		expect(await box.push(pushed)).toEqual({ kind: 'done' });
		expect(await box.messages()).toHaveLength(2);
		expect(await box.progress()).toEqual({ historyId: next });
	});

	test('a 429 without a word on when is a matter of a minute', async () => {
		await box.connected();
		box.google.troubles.push({ path: /history/, status: 429, times: 1 });
		const outcome = await box.push(box.google.add(incoming('m1')));
		expect(outcome).toMatchObject({ kind: 'retry', at: box.clock.now() + 60_000 });
	});

	test.each([
		[500, undefined],
		[200, 'no history'],
	])('a %i without a word on when leaves it to the usual wait', async (status, body) => {
		await box.connected();
		box.google.troubles.push({ path: /history/, status, body, times: 1 });
		const outcome = await box.push(box.google.add(incoming('m1')));
		expect(outcome).toEqual({ kind: 'retry', reason: expect.any(String) });
	});

	test.each([401, 403])('a %i asks for a sign-in and is not tried again', async (status) => {
		await box.connected();
		box.google.troubles.push({ path: /history/, status, times: 1 });
		const outcome = await box.push(box.google.add(incoming('m1')));
		expect(outcome).toMatchObject({ kind: 'give-up', reason: expect.stringContaining('Sign in') });
	});

	test('a mail whose text is too large is told with how it begins', async () => {
		await box.connected();
		const text = 'a '.repeat(5_000_000);
		await box.push(box.google.add(incoming('m1', { text })));
		expect(await box.messages()).toMatchObject([{ subject: 'Our talk', text: text.slice(0, 100).trim() }]);
	});
});

test('without a sign-in the job says so, and no request is made', async () => {
	const lonely = await openMailbox({ accessToken: '' });
	onTestFinished(() => lonely.google.stop());
	const outcome = await lonely.push(lonely.google.add(incoming('m1')));
	expect(outcome).toMatchObject({ kind: 'give-up', reason: expect.stringContaining('Sign in to Gmail') });
	expect(lonely.google.requests).toEqual([]);
});

test('the access token goes to Gmail alone, in a header, and into no log', async () => {
	await box.connected();
	await box.push(box.google.add(incoming('m1')));
	expect(JSON.stringify([box.google.requests, box.reports, await box.events()])).not.toContain(ACCESS_TOKEN);
	expect(new Set(box.hosts)).toEqual(new Set(['gmail.googleapis.com']));
});

test('a job of a connection that was removed has nothing left to do', async () => {
	await box.store.records.removeConnection('ws_a', box.connectionId, 9);
	expect(await box.push(box.google.add(incoming('m1')))).toEqual({ kind: 'done' });
	expect(box.google.requests).toEqual([]);
});
