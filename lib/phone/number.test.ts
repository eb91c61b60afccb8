import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber, readNumber, regionOf } from './number.ts';
import { readParty } from './party.ts';

describe('reading what others call a number', () => {
	test.each([
		['+493023125101', 'DE', '+493023125101'],
		['+49 (0)30 231 251-01', 'DE', '+493023125101'],
		['030 23125101', 'DE', '+493023125101'],
		['0049 30 23125101', 'DE', '+493023125101'],
		['(415) 555-0142', 'US', '+14155550142'],
		['14155550142', 'US', '+14155550142'],
		['  +1 415 555 0142 ', 'DE', '+14155550142'],
		['\u202a+49 30 23125101\u202c', 'DE', '+493023125101'],
		['tel:+493023125101', 'US', '+493023125101'],
		['+４９３０２３１２５１０１', 'DE', '+493023125101'],
	])('%s in %s is %s', (raw, region, e164) => {
		expect(readNumber(raw, region)).toEqual({ kind: 'phone', e164 });
	});

	test.each([
		'+49 30 23125101 ext. 543',
		'+49 30 23125101 x543',
		'+49 30 23125101,543',
		'+49 30 23125101 # 543',
	])('the extension of %s is kept apart', (raw) => {
		expect(readNumber(raw, 'DE')).toEqual({ kind: 'phone', e164: '+493023125101', extension: '543' });
	});

	test.each(['1012', '204', '*73', '10 12'])('%s is an extension, not a number', (raw) => {
		expect(readNumber(raw, 'DE').kind).toBe('extension');
	});

	test.each(['', undefined, 'Anonymous', 'restricted', '+266696687'])('%s is a withheld number', (raw) => {
		expect(readNumber(raw, 'DE')).toEqual({ kind: 'anonymous' });
	});

	test('a SIP address is one, with the number inside it where there is one', () => {
		expect(readNumber('anna@pbx.example', 'DE')).toEqual({ kind: 'sip', address: 'anna@pbx.example' });
		expect(readNumber('sip:+493023125101@pbx.example;transport=tls', 'DE')).toEqual({
			kind: 'sip',
			address: '+493023125101@pbx.example',
			e164: '+493023125101',
		});
	});

	test.each([
		'call me',
		'<img src=x onerror=alert(1)>',
		'12.03.1986x',
		'+',
		'999999999999999999999',
		'+49297423698620767',
	])('%s cannot be read', (raw) => {
		expect(readNumber(raw, 'DE').kind).toBe('unreadable');
	});

	test('no input makes it throw, and every number it gives is E.164', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), fc.string(), (raw, region) => {
				const reading = readNumber(raw, region);
				if (reading.kind === 'phone') expect(reading.e164).toMatch(/^\+[1-9]\d{6,14}$/);
			}),
			{ numRuns: 2_000 },
		);
	});

	test('no digits of whatever length give a number that is not E.164', () => {
		const digits = fc.stringMatching(/^(\+|00|0)?[1-9]\d{5,20}$/);
		fc.assert(
			fc.property(digits, fc.constantFrom('DE', 'US', 'AT', 'BR'), (raw, region) => {
				const reading = readNumber(raw, region);
				if (reading.kind === 'phone') expect(reading.e164).toMatch(/^\+[1-9]\d{6,14}$/);
			}),
			{ numRuns: 2_000 },
		);
	});

	test('a party keeps what was said, cut to what the contract allows', () => {
		const party = readParty('+493023125101', 'DE', { name: 'x'.repeat(10_000), email: '' });
		expect(party.name).toHaveLength(500);
		expect(party).not.toHaveProperty('email');
		expect(party.e164).toBe('+493023125101');
	});

	test('numbers are shown as people write them', () => {
		expect(formatNumber('+493023125101')).toBe('+49 30 23125101');
		expect(formatNumber('nonsense')).toBe('nonsense');
		expect(regionOf('+493023125101')).toBe('DE');
	});
});
