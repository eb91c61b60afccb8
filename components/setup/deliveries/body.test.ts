import { expect, test } from 'vitest';
import { readableBody } from './body.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

test('JSON is shown with its lines, other text as it came', () => {
	expect(readableBody(base64('{"name":"Weiß"}'))).toBe('{\n  "name": "Weiß"\n}');
	expect(readableBody(base64('From=%2B49&To=1'))).toBe('From=%2B49&To=1');
});

test('bytes that are no text, or no base64, are not shown as if they were', () => {
	expect(readableBody(Buffer.from([0xff, 0xfe, 0x00]).toString('base64'))).toBeUndefined();
	expect(readableBody('%%%')).toBeUndefined();
});

test('a very long body is cut', () => {
	expect(readableBody(base64('x'.repeat(30_000)))?.length).toBe(20_001);
});
