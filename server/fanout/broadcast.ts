import type { StoredEvent } from '../store/ports.ts';
import type { Client } from './client.ts';
import { type Encoded, joinEncoded, type Wire } from './encoding.ts';

export interface Told {
	event: StoredEvent;
	audience: ReadonlySet<string>;
}

export interface BroadcastOptions {
	encode(event: StoredEvent): Encoded;
	/** One write for one client. */
	put(client: Client, frames: Buffer): void;
}

/** Events of one broadcast: as many as there are bits in a small integer. */
export const MOST_PER_BROADCAST = 30;

/**
 * Writes to each client, at once, those of the events that its user may see. Each event is encoded once, and users
 * who see the same events share the very same buffer. Returns how many clients were written to.
 */
export function broadcast(
	told: readonly Told[],
	clients: ReadonlyMap<string, ReadonlySet<Client>>,
	{ encode, put }: BroadcastOptions,
): number {
	const encoded = new Map<number, Encoded>();
	const writes = new Map<number, Record<Wire, Buffer>>();
	let written = 0;
	for (const [userId, own] of clients) {
		const visible = visibleTo(userId, told);
		if (visible === 0) continue;
		const write = writes.get(visible) ?? join(visible);
		for (const client of own) put(client, write[client.wire]);
		written += own.size;
	}
	return written;

	function join(visible: number): Record<Wire, Buffer> {
		const parts = told.flatMap(({ event }, index) => {
			if ((visible & (1 << index)) === 0) return [];
			const one = encoded.get(index) ?? encode(event);
			encoded.set(index, one);
			return [one];
		});
		const write = { sse: joinEncoded(parts, 'sse'), websocket: joinEncoded(parts, 'websocket') };
		writes.set(visible, write);
		return write;
	}
}

function visibleTo(userId: string, told: readonly Told[]): number {
	let visible = 0;
	for (let index = 0; index < told.length; index += 1) {
		if (told[index]?.audience.has(userId)) visible |= 1 << index;
	}
	return visible;
}
