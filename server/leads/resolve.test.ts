import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallMatched } from '../../lib/contract/lead.ts';
import { resolveMatches } from './resolve.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const report = (leadId: string, chosen: boolean, minute: number, deviceId: string): CallMatched => ({
	callId: 'c',
	matches: [{ leadId, rule: 'exact' }],
	chosen,
	deviceId,
	at: at(minute),
});

test('what a person chose holds against anything computed later', () => {
	const chosen = report('a', true, 1, 'z');
	expect(resolveMatches([chosen, report('b', false, 9, 'a')])).toBe(chosen);
});

test('of two of a kind the later holds, of two at one instant the smaller device id', () => {
	const later = report('b', false, 2, 'z');
	expect(resolveMatches([report('a', false, 1, 'a'), later])).toBe(later);
	const smaller = report('c', false, 2, 'a');
	expect(resolveMatches([later, smaller])).toBe(smaller);
});

test('the order and repetition of reports cannot matter', () => {
	const one = fc
		.tuple(fc.constantFrom('a', 'b'), fc.boolean(), fc.nat(2), fc.constantFrom('d1', 'd2'))
		.map(([lead, chosen, minute, device]) => report(lead, chosen, minute, device));
	fc.assert(
		fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), fc.nat(), (reports, turn) => {
			const by = turn % reports.length;
			const shuffled = [...reports.slice(by), ...reports.toReversed(), ...reports.slice(0, by)];
			expect(resolveMatches(shuffled)).toEqual(resolveMatches(reports));
		}),
	);
});
