import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExtractionReviewed } from '../contract/extraction.ts';
import { mergeReviews } from './review.ts';

const review = (
	minute: number,
	decisions: ExtractionReviewed['decisions'],
	more = {},
): ExtractionReviewed => ({
	callId: 'call-1',
	extractionId: 'ex-1',
	userId: 'usr_1',
	at: new Date(Date.UTC(2026, 2, 10, 9, minute)).toISOString(),
	decisions,
	...more,
});

test('of each field the latest decision holds', () => {
	const merged = mergeReviews('ex-1', [
		review(2, [{ name: 'name', decision: 'edited', value: 'Mira' }]),
		review(
			1,
			[
				{ name: 'name', decision: 'accepted' },
				{ name: 'salary_wish', decision: 'accepted' },
			],
			{ userId: 'usr_9' },
		),
		review(3, [{ name: 'salary_wish', decision: 'rejected' }], { userId: 'usr_2' }),
		review(9, [{ name: 'name', decision: 'rejected' }], { extractionId: 'ex-0' }),
	]);
	expect(merged).toMatchObject({ userId: 'usr_2', at: review(3, []).at });
	expect(merged?.decisions).toEqual([
		{ name: 'name', decision: 'edited', value: 'Mira' },
		{ name: 'salary_wish', decision: 'rejected' },
	]);
});

test('where nobody reviewed there is no review', () => {
	expect(mergeReviews('ex-1', [])).toBeUndefined();
	expect(mergeReviews('ex-1', [review(1, [], { extractionId: 'ex-0' })])).toBeUndefined();
});

test('order and repeats do not matter', () => {
	const decision = fc.record({
		name: fc.constantFrom('a', 'b', 'c'),
		decision: fc.constantFrom('accepted' as const, 'rejected' as const),
	});
	const one = fc
		.tuple(fc.integer({ min: 0, max: 3 }), fc.uniqueArray(decision, { selector: ({ name }) => name }))
		.map(([minute, decisions]) => review(minute, decisions));
	const order = fc.array(one, { maxLength: 6 }).chain((reviews) =>
		fc.record({
			reviews: fc.constant(reviews),
			again: fc.shuffledSubarray([...reviews, ...reviews], { minLength: reviews.length }),
		}),
	);
	fc.assert(
		fc.property(order, ({ reviews, again }) => {
			const sorted = (all: ExtractionReviewed[]) => {
				const merged = mergeReviews('ex-1', all);
				return merged?.decisions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
			};
			expect(sorted([...reviews, ...again])).toEqual(sorted(reviews));
			expect(sorted([...again, ...reviews])).toEqual(sorted(reviews));
		}),
	);
});
