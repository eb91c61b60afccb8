import type { Asked } from './vendor.ts';

export interface Page<T> {
	items: T[];
	/** What to ask for next; undefined on the last one. */
	next?: string;
}

/** A vendor whose pages never end must not hold us. */
const MOST_PAGES = 50;

/** All items of a list that comes in pages, in the vendor's order; what stopped it where it could not be read to its end. */
export async function readPages<T>(read: (next?: string) => Promise<Asked<Page<T>>>): Promise<Asked<T[]>> {
	const items: T[] = [];
	let next: string | undefined;
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const asked = await read(next);
		if (asked.kind !== 'read') return asked;
		items.push(...asked.value.items);
		next = asked.value.next;
		if (next === undefined) break;
	}
	return { kind: 'read', value: items };
}

/** One item after the other, so that a vendor's limit is not hit; stops at the first that cannot be read. */
export async function readEach<T, U>(
	items: readonly T[],
	read: (item: T) => Promise<Asked<U>>,
): Promise<Asked<U[]>> {
	const values: U[] = [];
	for (const item of items) {
		const asked = await read(item);
		// Removed between the list and the question.
		if (asked.kind === 'gone') continue;
		if (asked.kind !== 'read') return asked;
		values.push(asked.value);
	}
	return { kind: 'read', value: values };
}

/** The same answer, with something else made of what was read. */
export function mapAsked<T, U>(asked: Asked<T>, make: (value: T) => U): Asked<U> {
	return asked.kind === 'read' ? { kind: 'read', value: make(asked.value) } : asked;
}
