import type { LegState } from '../contract/index.ts';

/** Place of one view among all views of a leg: state first, then the provider's sequence, then its time. */
export interface Stamp {
	rank: number;
	/** -1 where the provider numbers nothing. */
	sequence: number;
	/** ms since 1970; -1 for a time that cannot be read, so that it never wins over one that can. */
	at: number;
}

export interface Stamped<T> {
	value: T;
	stamp: Stamp;
}

const ranks: Record<LegState, number> = { ringing: 0, answered: 1, ended: 2 };

export function rankOf(state: LegState): number {
	return ranks[state];
}

/** ms since 1970, or -1 when `iso` is not a time. */
export function readTime(iso: string): number {
	const ms = Date.parse(iso);
	return Number.isFinite(ms) ? ms : -1;
}

/** A total order, so that merging never depends on who comes first: equal stamps are decided by the value itself. */
function isLater<T>(a: Stamped<T>, b: Stamped<T>): boolean {
	if (a.stamp.rank !== b.stamp.rank) return a.stamp.rank > b.stamp.rank;
	if (a.stamp.sequence !== b.stamp.sequence) return a.stamp.sequence > b.stamp.sequence;
	if (a.stamp.at !== b.stamp.at) return a.stamp.at > b.stamp.at;
	return JSON.stringify(a.value) > JSON.stringify(b.value);
}

/** The later of two; a known value always wins over an unknown one. */
export function latest<T>(a: Stamped<T> | undefined, b: Stamped<T> | undefined): Stamped<T> | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return isLater(b, a) ? b : a;
}
