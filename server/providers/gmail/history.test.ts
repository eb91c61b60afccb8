import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { MAILBOX, type SimulatedMail } from '../../../tests/support/vendors/gmail.ts';
import { incoming, KNOWN, type Mailbox, openMailbox } from './mailbox.testkit.ts';

let box: Mailbox;
beforeEach(async () => {
	box = await openMailbox();
});
afterEach(() => box.google.stop());

const outgoing = (id: string, change: Partial<SimulatedMail> = {}) =>
	incoming(id, { from: MAILBOX, to: `Mira <${KNOWN}>`, labelIds: ['SENT'], ...change });

describe('a mail of somebody who is known', () => {
	test('becomes a message with thread, subject, text and who wrote it', async () => {
		await box.connected();
		const at = Date.parse('2026-05-12T08:29:00.000Z');
		expect(await box.push(box.google.add(incoming('m1', { threadId: 't1', at })))).toEqual({ kind: 'done' });
		expect(await box.messages()).toEqual([
			{
				messageId: 'gmail-m1',
				provider: 'gmail',
				connectionId: box.connectionId,
				channel: 'email',
				direction: 'inbound',
				remote: { raw: '', email: KNOWN, name: 'Mira Sand' },
				local: { raw: '', email: MAILBOX },
				threadId: 't1',
				subject: 'Our talk',
				text: 'I can start in May.',
				at: '2026-05-12T08:29:00.000Z',
			},
		]);
		expect((await box.events())[0]).toMatchObject({
			id: 'gmail|m1',
			type: 'ringside.message.received',
			subject: 'gmail-m1',
		});
	});

	test('that we wrote is told as sent, to the one of its receivers who is known', async () => {
		await box.connected();
		const others = `Else <else@example.net>, Mira <${KNOWN}>`;
		box.google.add(outgoing('m1', { to: others }));
		await box.push(box.google.add(outgoing('m2', { to: 'else@example.net', cc: KNOWN })));
		expect((await box.events()).map(({ type }) => type)).toEqual(Array(2).fill('ringside.message.sent'));
		expect((await box.messages()).map(({ direction, remote }) => [direction, remote.email])).toEqual(
			Array(2).fill(['outbound', KNOWN]),
		);
	});

	test('is found whatever case the lead’s address has, and with letters that no header can hold', async () => {
		await box.connected();
		const from = '=?UTF-8?B?TcOpcmEgU8OkbmQ=?= <MIRA.SAND@example.org>';
		await box.push(box.google.add(incoming('m1', { from, subject: 'Grüße' })));
		const [message] = await box.messages();
		expect(message).toMatchObject({ subject: 'Grüße', remote: { email: KNOWN, name: 'Méra Sänd' } });
	});
});

describe('what is nobody’s business here is passed over', () => {
	test.each<[string, Partial<SimulatedMail>]>([
		['of somebody who is not known', { from: 'Someone <someone@example.net>' }],
		['that is a draft', { labelIds: ['DRAFT', 'SENT'], from: MAILBOX, to: KNOWN }],
		['that is spam', { labelIds: ['SPAM', 'INBOX'] }],
		['that is in the bin', { labelIds: ['TRASH', 'INBOX'] }],
		['that a filter archived', { labelIds: ['CATEGORY_PROMOTIONS'] }],
		['that says it is from ourselves', { from: `"Mira Sand" <${MAILBOX}>` }],
		['without a sender', { from: undefined }],
		['whose sender has no address', { from: `Mira Sand, ${KNOWN.replace('@', ' at ')}` }],
	])('a mail %s', async (_, change) => {
		await box.connected();
		box.google.add(incoming('m1', change));
		expect(await box.push(box.google.add(undefined))).toEqual({ kind: 'done' });
		expect(await box.messages()).toEqual([]);
	});

	test('and counted, without a word of what it said', async () => {
		await box.connected();
		box.google.add(incoming('m1', { from: 'someone@example.net', text: 'secret' }));
		await box.push(box.google.add(incoming('m2')));
		expect(box.reports.at(-1)).toMatchObject({ stored: 1, passedOver: 1, unreadable: 0 });
		expect(JSON.stringify(box.reports)).not.toMatch(/secret|someone|sand/i);
	});

	test('a mail that was deleted meanwhile does not hold up the next', async () => {
		await box.connected();
		box.google.add(incoming('m1'));
		box.google.troubles.push({ path: /messages\/m1/, status: 404, times: 1 });
		await box.push(box.google.add(incoming('m2')));
		expect((await box.messages()).map(({ messageId }) => messageId)).toEqual(['gmail-m2']);
	});

	test('a mail that cannot be understood does not hold up the next', async () => {
		await box.connected();
		box.google.add(incoming('m1'));
		box.google.troubles.push({ path: /messages\/m1/, status: 200, body: { id: 7 }, times: 1 });
		await box.push(box.google.add(incoming('m2')));
		expect((await box.messages()).map(({ messageId }) => messageId)).toEqual(['gmail-m2']);
		expect(box.reports.at(-1)).toMatchObject({ unreadable: 1 });
	});
});

describe('how far the mailbox was read', () => {
	test('is where the next reading begins, not where the push says', async () => {
		await box.connected();
		const before = String(box.google.historyId);
		box.google.add(incoming('m1'));
		await box.push(box.google.add(incoming('m2')));
		expect(box.google.requests[0]).toContain(`startHistoryId=${before}&`);
		expect(await box.messages()).toHaveLength(2);
	});

	test('a push of what was read asks Gmail nothing', async () => {
		await box.connected();
		const pushed = box.google.add(incoming('m1'));
		await box.push(pushed);
		box.google.requests.length = 0;
		expect(await box.push(pushed)).toEqual({ kind: 'done' });
		expect(await box.push('999')).toEqual({ kind: 'done' });
		expect(box.google.requests).toEqual([]);
	});

	test('pushes that arrive in the wrong order lose nothing and never go back', async () => {
		await box.connected();
		const ids = ['m1', 'm2', 'm3'].map((id) => box.google.add(incoming(id)));
		for (const id of ids.reverse()) await box.push(id);
		expect(await box.messages()).toHaveLength(3);
		expect(await box.progress()).toEqual({ historyId: ids[0] });
	});

	test('is compared as a number of any length, not as text', async () => {
		box.google.historyId = 9_999_999_999_999_999_980n;
		await box.connected();
		expect(await box.progress()).toEqual({ historyId: '9999999999999999990' });
		await box.push(box.google.add(incoming('m1')));
		expect(await box.progress()).toEqual({ historyId: '10000000000000000000' });
		expect(await box.messages()).toHaveLength(1);
	});

	test('is stored page by page, so that an interrupted reading goes on where it was', async () => {
		await box.connected();
		box.google.pageSize = 10;
		for (let n = 0; n < 35; n += 1) box.google.add(incoming(`m${n}`));
		box.google.troubles.push({ path: /messages\/m25$/, status: 500, times: 1 });
		const last = String(box.google.historyId);
		expect(await box.push(last)).toMatchObject({ kind: 'retry' });
		expect(await box.messages()).toHaveLength(20);
		box.google.requests.length = 0;
		expect(await box.push(last)).toEqual({ kind: 'done' });
		expect(box.google.requests.filter((request) => request.startsWith('/messages/'))).toHaveLength(15);
		expect((await box.messages()).map(({ messageId }) => messageId)).toEqual(
			Array.from({ length: 35 }, (_, n) => `gmail-m${n}`),
		);
	});

	test('is not moved when the events were not stored, and a repeat stores each once', async () => {
		await box.connected();
		const before = await box.progress();
		const pushed = box.google.add(incoming('m1'));
		expect(await box.push(pushed, { leaseLost: true })).toMatchObject({ kind: 'retry' });
		expect(await box.messages()).toEqual([]);
		expect(await box.progress()).toEqual(before);
		await Promise.all([box.push(pushed), box.push(pushed)]);
		await box.push(pushed);
		expect(await box.messages()).toHaveLength(1);
		expect(await box.progress()).toEqual({ historyId: pushed });
	});
});

describe('a mailbox that was never read, or too long ago', () => {
	test('is read for the last seven days, then on from there', async () => {
		for (let n = 0; n < 25; n += 1) box.google.add(incoming(`old${n}`));
		box.google.pageSize = 10;
		expect(await box.push(String(box.google.historyId))).toEqual({ kind: 'done' });
		expect(await box.messages()).toHaveLength(25);
		const listed = decodeURIComponent(box.google.requests[1] ?? '').replaceAll('+', ' ');
		expect(listed).toContain('q=newer_than:7d {in:inbox in:sent}');
		expect(await box.progress()).toEqual({ historyId: String(box.google.historyId) });
		await box.push(box.google.add(incoming('new')));
		expect(await box.messages()).toHaveLength(26);
	});

	test('whose history Gmail has forgotten is read anew, and each mail is told once', async () => {
		await box.connected();
		await box.push(box.google.add(incoming('m1')));
		box.google.add(incoming('m2'));
		box.google.oldestHistoryId = box.google.historyId;
		expect(await box.push(box.google.add(incoming('m3')))).toEqual({ kind: 'done' });
		expect((await box.messages()).map(({ messageId }) => messageId)).toEqual([
			'gmail-m1',
			'gmail-m2',
			'gmail-m3',
		]);
		expect(await box.progress()).toEqual({ historyId: String(box.google.historyId) });
	});

	test('loses nothing that comes while it is read', async () => {
		box.google.add(incoming('old'));
		const arriving = setInterval(() => {
			if (box.google.requests.some((request) => request.startsWith('/profile'))) {
				clearInterval(arriving);
				box.google.add(incoming('during'));
			}
		}, 1);
		onTestFinished(() => clearInterval(arriving));
		await box.push(String(box.google.historyId));
		await box.push(String(box.google.historyId));
		expect((await box.messages()).map(({ messageId }) => messageId)).toContain('gmail-during');
	});

	test('goes on at the page where it was interrupted', async () => {
		box.google.pageSize = 10;
		for (let n = 0; n < 30; n += 1) box.google.add(incoming(`m${n}`));
		box.google.troubles.push({ path: /messages\/m5$/, status: 503, times: 1 });
		const pushed = String(box.google.historyId);
		expect(await box.push(pushed)).toMatchObject({ kind: 'retry' });
		expect(await box.messages()).toHaveLength(20);
		box.google.requests.length = 0;
		expect(await box.push(pushed)).toEqual({ kind: 'done' });
		expect(box.google.requests.filter((request) => request.startsWith('/messages/'))).toHaveLength(10);
		expect(await box.messages()).toHaveLength(30);
	});

	test('whose place in the list Gmail no longer knows begins the list again', async () => {
		box.google.pageSize = 10;
		for (let n = 0; n < 20; n += 1) box.google.add(incoming(`m${n}`));
		box.google.troubles.push({ path: /messages\/m5$/, status: 503, times: 1 });
		const pushed = String(box.google.historyId);
		await box.push(pushed);
		box.google.troubles.push({ path: /messages$/, status: 400, times: 1 });
		expect(await box.push(pushed)).toMatchObject({ kind: 'retry' });
		box.google.requests.length = 0;
		expect(await box.push(pushed)).toEqual({ kind: 'done' });
		expect(box.google.requests[0]).toMatch(/^\/messages\?(?!.*pageToken)/);
		expect(await box.messages()).toHaveLength(20);
	});
});
