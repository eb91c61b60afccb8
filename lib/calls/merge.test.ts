import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { views } from './arbitrary.testkit.ts';
import { applyView, type Call, callOf, mergeCalls } from './call.ts';
import { describeCall } from './describe.ts';
import type { View } from './types.ts';

const merged = (list: View[]): Call => {
	const call = callOf(list);
	if (!call) throw new Error('no view');
	return call;
};

const runs = { numRuns: 2_000 };

describe('merging is independent of how the views arrived', () => {
	test('any order of the same views gives the same call', () => {
		const shuffled = views.chain((list) =>
			fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
		);
		fc.assert(
			fc.property(shuffled, ([list, other]) => {
				expect(merged(other)).toEqual(merged(list));
				expect(describeCall(merged(other))).toEqual(describeCall(merged(list)));
			}),
			runs,
		);
	});

	test('any repetition changes nothing', () => {
		fc.assert(
			fc.property(views, fc.array(fc.nat(), { maxLength: 12 }), (list, repeats) => {
				const again = repeats.map((index) => list[index % list.length] as View);
				expect(merged([...list, ...again])).toEqual(merged(list));
			}),
			runs,
		);
	});

	test('two stores that each saw a part agree after joining, whichever joins the other', () => {
		fc.assert(
			fc.property(views, views, views, (a, b, c) => {
				const [x, y, z] = [merged(a), merged(b), merged(c)];
				const all = merged([...a, ...b, ...c]);
				expect(mergeCalls(mergeCalls(x, y), z)).toEqual(all);
				expect(mergeCalls(x, mergeCalls(y, z))).toEqual(all);
				expect(mergeCalls(z, mergeCalls(y, x))).toEqual(all);
				expect(mergeCalls(all, x)).toEqual(all);
			}),
			runs,
		);
	});

	test('a stored call read back from JSON merges as the one in memory', () => {
		fc.assert(
			fc.property(views, views, (a, b) => {
				const stored = JSON.parse(JSON.stringify(merged(a))) as Call;
				expect(JSON.parse(JSON.stringify(mergeCalls(stored, merged(b))))).toEqual(
					JSON.parse(JSON.stringify(merged([...a, ...b]))),
				);
			}),
			runs,
		);
	});

	test('a view never takes back what another one knew', () => {
		fc.assert(
			fc.property(views, views, (a, b) => {
				const rank = { ringing: 0, answered: 1, ended: 2 };
				const before = merged(a);
				const after = b.reduce<Call>(applyView, before);
				for (const [legId, leg] of Object.entries(before.legs)) {
					const later = Object.entries(after.legs).find(([id]) => id === legId)?.[1];
					expect(rank[later?.state ?? 'ringing']).toBeGreaterThanOrEqual(rank[leg.state]);
					for (const fact of Object.keys(leg.facts)) expect(later?.facts).toHaveProperty(fact);
				}
			}),
			runs,
		);
	});
});
