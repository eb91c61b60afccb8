import { readTime } from '../calls/stamp.ts';

/** The greater of two by these ranks, then by their JSON: one fixed order, so that who came first cannot matter. */
export function greater<T>(
	a: T | undefined,
	b: T | undefined,
	...ranks: ((value: T) => number)[]
): T | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	for (const rank of ranks) {
		const difference = rank(a) - rank(b);
		if (difference !== 0) return difference > 0 ? a : b;
	}
	return canonical(a) >= canonical(b) ? a : b;
}

/** The earlier of two ISO times; of equal ones written differently, the smaller text. */
export function earlier(a: string | undefined, b: string | undefined): string | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	const difference = readTime(a) - readTime(b);
	return (difference === 0 ? a <= b : difference < 0) ? a : b;
}

/** All of both without repeats, in one fixed order. */
export function union<T>(a: readonly T[], b: readonly T[]): T[] {
	const all = new Map([...a, ...b].map((value) => [canonical(value), value]));
	return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}

/** JSON that does not depend on the order in which keys were set. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
