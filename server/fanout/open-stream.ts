import { CloseCode } from '../../lib/contract/stream.ts';
import type { Directory, LogBounds, StoredEvent } from '../store/ports.ts';
import type { Channel } from './channel.ts';
import type { Client } from './client.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Directories } from './directories.ts';
import { encodeControl, joinEncoded } from './encoding.ts';
import type { Hub } from './hub.ts';

export interface StreamDeps {
	hub: Hub;
	directories: Directories;
	events: {
		read(workspaceId: string, afterSeq: number, limit: number): Promise<StoredEvent[]>;
		bounds(workspaceId: string): Promise<LogBounds>;
	};
}

type Start = { kind: 'continue'; seq: number } | { kind: 'reset'; reason: 'expired' | 'epoch' | 'malformed' };

const PAGE = 500;
const REPLAY_BUFFERED = 256 * 1024;
const REPLAY_STALLED_MS = 30_000;

/**
 * Serves a signed-in client: `ready`, what it missed as far as it may see it today, then what happens.
 * Without `after` it starts at the present; a cursor that cannot be continued gets `reset` and the stream ends.
 */
export async function openStream(client: Client, after: string | undefined, deps: StreamDeps): Promise<void> {
	const { hub, events } = deps;
	hub.add(client);
	const channel = await hub.channel(client.workspaceId);
	const bounds = await events.bounds(client.workspaceId);
	const start = startOf(after, bounds);
	if (start.kind === 'reset') {
		client.write(encodeControl(start)[client.wire]);
		client.finish();
		return;
	}
	const head = writeCursor({ epoch: bounds.epoch, seq: Math.max(bounds.headSeq, start.seq) });
	client.write(encodeControl({ kind: 'ready', cursor: head })[client.wire]);
	await replay(client, start.seq, channel, deps);
	// Tells at once that the replay is over, also where its last events were for others.
	if (client.isOpen()) {
		client.write(encodeControl({ kind: 'heartbeat', cursor: channel.cursor() })[client.wire]);
	}
}

/** Where a stream goes on, or why it cannot. */
export function startOf(after: string | undefined, { epoch, oldestSeq, headSeq }: LogBounds): Start {
	if (after === undefined) return { kind: 'continue', seq: headSeq };
	const cursor = readCursor(after);
	if (cursor.kind === 'malformed') return { kind: 'reset', reason: 'malformed' };
	const { place } = cursor;
	// Ahead of this log: it was restored to an earlier state.
	if (place.epoch !== epoch || place.seq > headSeq) return { kind: 'reset', reason: 'epoch' };
	if (place.seq + 1 < oldestSeq) return { kind: 'reset', reason: 'expired' };
	return { kind: 'continue', seq: place.seq };
}

async function replay(client: Client, from: number, channel: Channel, deps: StreamDeps): Promise<void> {
	let seq = from;
	while (client.isOpen()) {
		const directory = await directoryOf(client, deps.directories);
		if (!directory) {
			client.end(CloseCode.revoked);
			return;
		}
		const attached = client.isOpen() ? channel.attach(client, seq, directory) : 'attached';
		if (attached === 'attached') return;
		if (attached === 'ahead') {
			await channel.catchUp();
			continue;
		}
		const delivered = channel.delivered();
		const page = await deps.events.read(client.workspaceId, seq, PAGE);
		await channel.recall(page);
		const visible = page.filter((event) => channel.audience(event, directory).has(client.userId));
		const parts = visible.map((event) => channel.encode(event));
		if (parts.length > 0) client.write(joinEncoded(parts, client.wire));
		// A page that is not full reaches to everything that was delivered before it was read.
		seq = page.length < PAGE ? Math.max(delivered, page.at(-1)?.seq ?? 0) : (page.at(-1)?.seq ?? seq);
		if (!(await keepsUp(client))) client.end(CloseCode.tooSlow);
	}
}

/** Undefined when the device is not (or no longer) one of the workspace's. */
async function directoryOf(client: Client, directories: Directories): Promise<Directory | undefined> {
	const isIn = (directory: Directory | undefined) =>
		directory?.devices.some((device) => device.deviceId === client.deviceId);
	const recent = await directories.recent(client.workspaceId);
	if (isIn(recent)) return recent;
	// Perhaps paired a moment ago, by another process.
	const fresh = await directories.fresh(client.workspaceId);
	return isIn(fresh) ? fresh : undefined;
}

async function keepsUp(client: Client): Promise<boolean> {
	if (client.buffered() < REPLAY_BUFFERED) return true;
	const { promise: stalled, resolve } = Promise.withResolvers<false>();
	const timer = setTimeout(() => resolve(false), REPLAY_STALLED_MS);
	try {
		return await Promise.race([client.drained().then(() => true), stalled]);
	} finally {
		clearTimeout(timer);
	}
}
