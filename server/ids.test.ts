import { expect, test } from 'vitest';
import { randomIds } from './ids.ts';

test('no id comes twice, also when the pool of random bytes is filled anew', () => {
	const ids = Array.from({ length: 5_000 }, () => randomIds.make('delivery'));
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.every((id) => /^dlv_[A-Za-z0-9_-]{16}$/.test(id))).toBe(true);
});
