/** A place in a log: which log, and the last seq that was seen. */
export interface Place {
	epoch: string;
	seq: number;
}

export type ReadCursor = { kind: 'place'; place: Place } | { kind: 'malformed' };

const LONGEST = 100;

/** Opaque text for a place: base64url of `epoch.seq`. */
export function writeCursor({ epoch, seq }: Place): string {
	return Buffer.from(`${epoch}.${seq}`).toString('base64url');
}

/** Reads what `writeCursor` wrote; anything else is malformed, never an exception. */
export function readCursor(cursor: string): ReadCursor {
	if (cursor.length > LONGEST || !/^[A-Za-z0-9_-]+$/.test(cursor)) return { kind: 'malformed' };
	const match = /^([^.]+)\.(0|[1-9]\d{0,15})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
	const [, epoch, digits] = match ?? [];
	const seq = Number(digits);
	if (!epoch || !Number.isSafeInteger(seq)) return { kind: 'malformed' };
	return { kind: 'place', place: { epoch, seq } };
}
