import { expect, test } from 'vitest';
import { clockOffsetEstimator } from './clock-offset.ts';

test('a right clock is left alone, and one late event does not change that', () => {
	const estimator = clockOffsetEstimator();
	estimator.sample(1_000_000, 1_000_400);
	expect(estimator.sample(1_000_000 - 600_000, 1_001_000)).toBe(0);
});

test('a clock that is wrong by an hour is seen, and seen to be mended', () => {
	const estimator = clockOffsetEstimator();
	expect(estimator.sample(1_000_000, 1_000_000 + 3_600_300)).toBe(-3_600_300);
	for (let index = 0; index < 10; index++) estimator.sample(1_000_000, 1_000_200);
	expect(estimator.offset()).toBe(0);
	expect(estimator.sample(Number.NaN, 0)).toBe(0);
});
