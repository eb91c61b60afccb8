import { expect, test } from 'vitest';
import { percentile, readable } from './statistics.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test('half of the numbers are at or below the p50, one of a hundred above the p99', () => {
	expect(percentile(hundred, 0.5)).toBe(50);
	expect(percentile(hundred, 0.99)).toBe(99);
	expect(percentile([], 0.5)).toBe(0);
	expect(percentile([7], 0.99)).toBe(7);
});

test('figures are written to be read', () => {
	expect(readable(12345.6)).toBe('12,346');
	expect(readable(1.23456)).toBe('1.23');
});
