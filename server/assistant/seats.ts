import { z } from 'zod';
import type { Store } from '../store/ports.ts';

interface SeatDeps {
	store: { records: Pick<Store['records'], 'connectionState' | 'setConnectionState'> };
}

/** Whose calls share a limit. */
export interface SeatPlace {
	workspaceId: string;
	connectionId: string;
}

const NAME = 'assistant-calls';
const Seats = z.array(z.object({ reference: z.string(), until: z.number() })).catch([]);
type Seat = z.infer<typeof Seats>[number];

/** Some servers at once may change it; more often than this nobody comes in between. */
const MOST_TRIES = 20;

/**
 * A seat among those that may call at once; false where all are taken. Counted once for a reference, until then (ms
 * since 1970) or until it is given back.
 */
export async function takeSeat(
	place: SeatPlace,
	seat: Seat,
	{ most, now }: { most: number; now: number },
	deps: SeatDeps,
): Promise<boolean> {
	return change(place, deps, (seats) => {
		const others = seats.filter(({ reference, until }) => until > now && reference !== seat.reference);
		return others.length < most ? [...others, seat] : undefined;
	});
}

/** Gives it back; one that is nobody's is passed over. */
export async function freeSeat(place: SeatPlace, reference: string, deps: SeatDeps): Promise<void> {
	await change(place, deps, (seats) => seats.filter((seat) => seat.reference !== reference));
}

/** False where `next` says so, and nothing was changed. */
async function change(
	{ workspaceId, connectionId }: SeatPlace,
	{ store: { records } }: SeatDeps,
	next: (seats: Seat[]) => Seat[] | undefined,
): Promise<boolean> {
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const expected = await records.connectionState(workspaceId, connectionId, NAME);
		const seats = next(Seats.parse(expected === undefined ? [] : JSON.parse(expected)));
		if (!seats) return false;
		const value = JSON.stringify(seats);
		if (value === expected) return true;
		if (await records.setConnectionState(workspaceId, connectionId, NAME, { expected, value })) return true;
	}
	throw new Error('The seats of the assistant are changed all the time');
}
