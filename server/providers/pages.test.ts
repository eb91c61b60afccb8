import { expect, test } from 'vitest';
import { readEach, readPages } from './pages.ts';
import type { Asked } from './vendor.ts';

const later: Asked<never> = { kind: 'later', reason: 'slow down' };

test('a list is read to its end, in order', async () => {
	const pages = [{ items: [1, 2], next: '1' }, { items: [3], next: '2' }, { items: [4] }];
	const read = await readPages<number>(async (next = '0') => ({
		kind: 'read',
		value: pages[Number(next)] ?? { items: [] },
	}));
	expect(read).toEqual({ kind: 'read', value: [1, 2, 3, 4] });
});

test('half a list is no list', async () => {
	const read = await readPages<number>(async (next) =>
		next ? later : { kind: 'read', value: { items: [1], next: '1' } },
	);
	expect(read).toEqual(later);
});

test('pages that never end are left', async () => {
	const read = await readPages<number>(async () => ({ kind: 'read', value: { items: [1], next: 'again' } }));
	expect(read.kind === 'read' && read.value.length).toBe(50);
});

test('what is gone between the list and the question is passed over; anything else stops', async () => {
	const answers: Record<string, Asked<string>> = {
		a: { kind: 'read', value: 'A' },
		b: { kind: 'gone' },
		c: { kind: 'read', value: 'C' },
		d: later,
	};
	const ask = async (key: string) => answers[key] ?? later;
	expect(await readEach(['a', 'b', 'c'], ask)).toEqual({ kind: 'read', value: ['A', 'C'] });
	expect(await readEach(['a', 'd', 'c'], ask)).toEqual(later);
});
