import type { CardView } from '../../lib/overlay/card.ts';

/** The next cards, with those that have ended but are under her pointer or focus: nothing goes away in her hand. */
export function keepHeld(
	next: readonly CardView[],
	held: readonly CardView[],
	dismissed: ReadonlySet<string>,
): CardView[] {
	const known = new Set(next.map((card) => card.callId));
	const kept = held.filter(
		({ callId, state }) =>
			!known.has(callId) && !dismissed.has(callId) && (state === 'ended' || state === 'missed'),
	);
	return [...next, ...kept];
}
