import { describe, expect, test } from 'vitest';
import { EventPattern } from '../../../lib/contract/index.ts';
import { families, familyWords, toggleFamily, toggleType } from './patterns.ts';

test('every family that the server has is named in words', () => {
	expect([...families.keys()].filter((family) => !familyWords(family))).toEqual([]);
	expect(familyWords('constructor')).toBeUndefined();
});

describe('choosing', () => {
	test('a family takes its types in, and out again', () => {
		const all = toggleFamily(['call.ended', 'lead.changed'], 'call', true);
		expect(all).toEqual(['lead.changed', 'call.*']);
		expect(toggleFamily(all, 'call', false)).toEqual(['lead.changed']);
	});

	test('one type out of a family leaves the others, and back in it is the family', () => {
		const without = toggleType(['payment.*'], 'payment.failed', false);
		expect(without).toEqual(['payment.succeeded']);
		expect(toggleType(without, 'payment.failed', true)).toEqual(['payment.*']);
		expect(toggleType(without, 'payment.succeeded', false)).toEqual([]);
	});

	test('what is chosen is what the server takes', () => {
		for (const [family, types] of families) {
			for (const chosen of [
				toggleFamily([], family, true),
				...types.map((one) => toggleType([], one, true)),
			]) {
				for (const pattern of chosen) expect(EventPattern.safeParse(pattern).success, pattern).toBe(true);
			}
		}
	});
});
