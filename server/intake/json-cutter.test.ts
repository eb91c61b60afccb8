import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBase64Decoder } from './base64-decoder.ts';
import { createJsonCutter } from './json-cutter.ts';

const path = ['data', 'full_audio'];

/** Cut in parts of these sizes, the last of them again and again. */
function cut(text: string, sizes: number[] = [1_000_000], limit = 1_000_000) {
	const cutter = createJsonCutter(path, limit);
	const bytes = Buffer.from(text);
	const found: Buffer[] = [];
	for (let at = 0, turn = 0; at < bytes.byteLength; turn += 1) {
		const size = sizes[Math.min(turn, sizes.length - 1)] ?? 1;
		found.push(cutter.push(bytes.subarray(at, at + size)));
		at += size;
	}
	return {
		value: Buffer.concat(found).toString('latin1'),
		rest: cutter.rest('HERE').toString(),
		trouble: cutter.trouble(),
	};
}

describe('a string is cut out of JSON', () => {
	test('where its path leads, however it is spaced', () => {
		expect(cut('{"data":{"full_audio":"QUJD","a":1}}')).toEqual({
			value: 'QUJD',
			rest: '{"data":{"full_audio":"HERE","a":1}}',
			trouble: undefined,
		});
		expect(
			cut('\uFEFF{ "a": [{"b":"}"}],\r\n"data" : {"c":{"full_audio":"no"}, "full_audio" :\t"QQ=="}}'),
		).toMatchObject({
			value: 'QQ==',
			rest: '\uFEFF{ "a": [{"b":"}"}],\r\n"data" : {"c":{"full_audio":"no"}, "full_audio" :\t"HERE"}}',
		});
	});

	test('whose key or text is written with escapes', () => {
		expect(cut('{"d\\u0061ta":{"full\\u005faudio":"Q\\/\\u002bC"}}').value).toBe('Q/+C');
		expect(cut('{"data":{"full_audio":"Q\\u20acC"}}').trouble).toBe('escape');
		expect(cut('{"data":{"full_audio":"Q\\xC"}}').trouble).toBe('escape');
	});

	test.each([
		'{"full_audio":"QUJD"}',
		'{"data":[{"full_audio":"QUJD"}]}',
		'{"data":{"x":{"full_audio":"QUJD"}}}',
		'{"x":{"full_audio":"QUJD"}}',
		'{"data":{"x":"\\"full_audio\\":\\"QUJD\\""}}',
		'{"data":{"full_audio":null}}',
		'{"data":{"full_audio":["QUJD"]}}',
		'{"data":{"full_audio":{"full_audio":"QUJD"}}}',
		'{"data":{"a":"full_audio","b":"QUJD"}}',
		'[{"data":{"full_audio":"QUJD"}}]',
		'"data"',
		']]]}}}{"',
		'',
	])('and %s has none there', (text) => {
		expect(cut(text)).toEqual({ value: '', rest: text, trouble: undefined });
	});

	test('once: a second one would be the one that a parser reads', () => {
		expect(cut('{"data":{"full_audio":"QQ==","full_audio":"Qg=="}}').trouble).toBe('twice');
		expect(cut('{"data":{"full_audio":"QQ=="},"data":{"full_audio":"Qg=="}}').trouble).toBe('twice');
	});

	test('and what is left may have so many bytes', () => {
		const text = `{"data":{"full_audio":"${'Q'.repeat(10_000)}"},"b":"${'x'.repeat(100)}"}`;
		expect(cut(text, [1_000], 200).trouble).toBeUndefined();
		expect(cut(text, [1_000], 120).trouble).toBe('too-large');
	});

	test('and brackets alone fill no memory', () => {
		expect(cut('['.repeat(100_000)).trouble).toBe('too-deep');
		expect(cut(`{"a":${'['.repeat(900)}${']'.repeat(900)},"data":{"full_audio":"QQ=="}}`).value).toBe('QQ==');
	});

	test('the same for any JSON in parts of any size', () => {
		const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(fc.jsonValue(), fc.base64String(), fc.jsonValue(), sizes, (a, audio, b, parts) => {
				const text = JSON.stringify({ a, data: { a, full_audio: audio, b }, b });
				const whole = { a, data: { a, full_audio: 'HERE', b }, b };
				expect(cut(text, parts)).toEqual({
					value: audio,
					rest: JSON.stringify(whole),
					trouble: undefined,
				});
			}),
			{ numRuns: 500 },
		);
	});
});

describe('base64 in parts', () => {
	test('of any size gives what the whole gives', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 9 }), (bytes, size) => {
				const text = Buffer.from(bytes).toString('base64');
				const decoder = createBase64Decoder();
				const parts: Buffer[] = [];
				for (let at = 0; at < text.length; at += size) {
					parts.push(decoder.push(Buffer.from(text.slice(at, at + size))) ?? Buffer.from('wrong'));
				}
				expect(Buffer.concat(parts)).toEqual(Buffer.from(bytes));
				expect(decoder.isWhole()).toBe(true);
			}),
		);
	});

	test.each(['QUJ', 'QU=J', 'Q===', 'QQ==QQ==', 'QU D', 'QU-_', 'QQ==Q'])('%s is none', (text) => {
		for (const size of [1, 4, 100]) {
			const decoder = createBase64Decoder();
			for (let at = 0; at < text.length; at += size) decoder.push(Buffer.from(text.slice(at, at + size)));
			expect(decoder.isWhole(), `in parts of ${size}`).toBe(false);
		}
	});
});
