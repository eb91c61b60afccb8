import { createHash } from 'node:crypto';

/** Connections whose turn comes in the same so many ms are asked about together. */
const SLOT_MS = 5_000;
/** With the asking itself this stays below the minute in which the end of a sign-in must be told. */
const SLOTS = 9;

/** How often each connection is asked about, ms. */
export const ASKING_PERIOD_MS = SLOT_MS * SLOTS;

/**
 * Whether its turn comes at a time in `from` … `to`, ms since 1970. Turns go by the id alone, so that they are spread over
 * the period and every server that takes over knows them.
 */
export function isTurnOf(connectionId: string, { from, to }: { from: number; to: number }): boolean {
	const first = slotAt(from);
	const ahead = (placeOf(connectionId) + SLOTS - (first % SLOTS)) % SLOTS;
	return ahead <= slotAt(to) - first;
}

/** The next turn of any of them after that of `now`, ms since 1970; after a whole period where there are none. */
export function nextTurn(connectionIds: readonly string[], now: number): number {
	const current = slotAt(now);
	const places = new Set(connectionIds.map(placeOf));
	for (let slot = current + 1; slot < current + SLOTS; slot += 1) {
		if (places.has(slot % SLOTS)) return slot * SLOT_MS;
	}
	return (current + SLOTS) * SLOT_MS;
}

function slotAt(time: number): number {
	return Math.floor(time / SLOT_MS);
}

function placeOf(connectionId: string): number {
	return createHash('sha256').update(connectionId).digest().readUInt32BE(0) % SLOTS;
}
