import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMail } from './mail.ts';
import { bodyText } from './mail-text.ts';
import type { GmailMessage, MailPart } from './schema.ts';

const part = (mimeType: string, text: string | Uint8Array, change: Partial<MailPart> = {}): MailPart => ({
	mimeType,
	body: { data: Buffer.from(text).toString('base64url') },
	...change,
});
const of =
	(type: string) =>
	(...parts: MailPart[]): MailPart => ({ mimeType: `multipart/${type}`, parts });
const message = (payload: MailPart, change: Partial<GmailMessage> = {}): GmailMessage => ({
	id: 'm1',
	threadId: 't1',
	labelIds: ['INBOX'],
	internalDate: '1778574600000',
	payload,
	...change,
});
const textOf = (payload: MailPart) => bodyText(message(payload));
const html = (text: string) => textOf(part('text/html', text));

describe('the text of a mail', () => {
	test('is its plain text where there is one, however deep', () => {
		const alternative = of('alternative')(
			part('text/plain', 'Hello\r\nyou'),
			part('text/html', '<b>Hello</b>'),
		);
		expect(textOf(of('mixed')(of('related')(alternative), part('text/plain', 'below')))).toBe(
			'Hello\nyou\n\nbelow',
		);
	});

	test('is not that of its attachments', () => {
		const attached = part('text/plain', 'attached', { filename: 'notes.txt' });
		expect(textOf(of('mixed')(part('text/plain', 'Hello'), attached))).toBe('Hello');
	});

	test('is its HTML made text where it has no other', () => {
		const text =
			'<p>Hello <b>you</b>,</p><ul><li>May</li><li>June &amp; July</li></ul><img src="https://t/x.gif">';
		expect(html(text)).toBe('Hello you,\n\n * May\n * June & July');
		expect(textOf(of('alternative')(part('text/plain', ' \n'), part('text/html', text)))).toContain(
			'Hello you',
		);
	});

	test('keeps where a link leads, and never what a page would run', () => {
		const text = html(
			'<style>p{}</style><script>alert(1)</script><p onclick="x()">See <a href="https://a.example/b">this</a></p><!-- no -->',
		);
		expect(text).toBe('See this [https://a.example/b]');
	});

	test('of any HTML holds no element', () => {
		const tag = fc.constantFrom(
			'<b>',
			'</p>',
			'<script>',
			'<img src=x onerror=y>',
			'<svg/onload=z>',
			'<',
			'<!--',
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(tag, fc.string())), (pieces) => {
				expect(html(pieces.join(''))).not.toMatch(/<(script|img|svg|b|p)[\s/>]/i);
			}),
		);
	});

	test('in another charset is read by it, unless Gmail has made it UTF-8 already', () => {
		const headers = [{ name: 'content-type', value: 'text/plain; charset="ISO-8859-1"' }];
		const latin = part('text/plain', Buffer.from('Grüße', 'latin1'), { headers });
		expect(textOf(latin)).toBe('Grüße');
		expect(textOf(part('text/plain', 'Grüße', { headers }))).toBe('Grüße');
		const unknown = [{ name: 'Content-Type', value: 'text/plain; charset=klingon' }];
		const odd = part('text/plain', Buffer.from('Grüße', 'latin1'), { headers: unknown });
		expect(textOf(odd)).toBe('Grüße');
	});

	test('is the beginning that Gmail shows where the mail came without its body', () => {
		expect(bodyText(message({ mimeType: 'text/plain' }, { snippet: 'I&#39;m in' }))).toBe("I'm in");
		expect(bodyText(message({}))).toBe('');
	});

	test('is not looked for in HTML that nests without end, nor behind a long style sheet', () => {
		const nested = part('text/html', '<div>'.repeat(100_000));
		expect(bodyText(message(nested, { snippet: 'Hello' }))).toBe('Hello');
		expect(html(`<style>${'a{b:c}'.repeat(100_000)}</style><p>after</p>`)).toBe('after');
		expect(html(`<p>before</p>${'<style>'.repeat(10_000)}`)).toBe('before');
		expect(html('<br>'.repeat(600).concat('<p>still read</p>'))).toContain('still read');
	});

	test('is bounded, and without control characters', () => {
		expect(textOf(part('text/plain', 'x'.repeat(1_000_000)))).toHaveLength(20_000);
		expect(textOf(part('text/plain', 'a\u0000b\u001b[2Jc\td'))).toBe('ab[2Jc\td');
		let deep: MailPart = part('text/plain', 'deep');
		for (let n = 0; n < 1_000; n += 1) deep = of('mixed')(deep);
		expect(textOf(deep)).toBe('');
	});
});

describe('who a mail is with', () => {
	const withFrom = (from: string) =>
		readMail(message({ headers: [{ name: 'FROM', value: from }] }), 'me@example.test')?.others;

	test.each([
		['a@example.org', [{ email: 'a@example.org' }]],
		['"Sand, Mira" <A@Example.org>', [{ email: 'a@example.org', name: 'Sand, Mira' }]],
		['=?ISO-8859-1?Q?M=FCller?= <a@example.org>', [{ email: 'a@example.org', name: 'Müller' }]],
		[
			'Team: a@example.org, "B" <b@example.org>;',
			[{ email: 'a@example.org' }, { email: 'b@example.org', name: 'B' }],
		],
		['"a@victim.example" <b@example.org>', [{ email: 'b@example.org', name: 'a@victim.example' }]],
	])('%s', (from, others) => {
		expect(withFrom(from)).toEqual(others);
	});

	test('is nobody where no address can be read, and no header makes it throw', () => {
		for (const from of ['', 'undisclosed-recipients:;', 'Mira', '<>', '@', 'me@example.test']) {
			expect(withFrom(from)).toBeUndefined();
		}
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (from) => void withFrom(from)));
		expect(withFrom(`${'a@example.org, '.repeat(50_000)}`)?.length).toBeLessThanOrEqual(50);
	});
});
