import { CloseCode, HEARTBEAT_MS } from '../../lib/contract/stream.ts';
import type { Directory, Store, StoredEvent } from '../store/ports.ts';
import { Channel, type ChannelOptions } from './channel.ts';
import type { Client, EndCode } from './client.ts';
import type { Directories } from './directories.ts';

export interface HubOptions {
	store: Pick<Store, 'events' | 'onChange'>;
	directories: Directories;
	heartbeatMs?: number;
	/** Bytes that may wait for one client before it is cut off. */
	mostBuffered?: number;
	onFannedOut?: (clients: number) => void;
	onTooSlow?: () => void;
}

/** All open streams of this process. */
export interface Hub {
	/** To be called after the commit, with what was newly stored. */
	publish(events: StoredEvent[]): void;
	channel(workspaceId: string): Promise<Channel>;
	/** Counts the client as open until it is removed; closes it once its device or user is gone. */
	add(client: Client): void;
	remove(client: Client): void;
	openCount(): number;
	/** Device ids with an open stream. */
	connected(workspaceId: string): ReadonlySet<string>;
	/** Ends every stream with this code and stops. */
	close(code: EndCode): void;
}

const MOST_BUFFERED = 1024 * 1024;
const RIGHTS_CHECK_MS = 1_000;
// Own writes are published at once; this is how long another process's writes may be gathered.
const CATCH_UP_MS = 100;

export function createHub(options: HubOptions): Hub {
	const { store, directories, heartbeatMs = HEARTBEAT_MS, mostBuffered = MOST_BUFFERED } = options;
	const channels = new Map<string, Promise<Channel>>();
	const ready = new Map<string, Channel>();
	const clients = new Set<Client>();
	const channelOptions: ChannelOptions = {
		events: store.events,
		directories,
		mostBuffered,
		onFannedOut: options.onFannedOut ?? (() => {}),
		onTooSlow: options.onTooSlow ?? (() => {}),
	};

	async function open(workspaceId: string): Promise<Channel> {
		const channel = await Channel.open(workspaceId, channelOptions);
		ready.set(workspaceId, channel);
		// What was published while it was opening is in the log.
		await channel.catchUp();
		return channel;
	}

	const stopWatching = watchOthers(store, ready);
	const heartbeat = setInterval(() => {
		for (const channel of ready.values()) channel.heartbeat();
	}, heartbeatMs);
	const checkRights = () => void endRevoked(clients, directories);
	const rights = setInterval(checkRights, RIGHTS_CHECK_MS);
	directories.onChanged(checkRights);

	return {
		publish(events) {
			for (const [workspaceId, own] of Map.groupBy(events, (event) => event.workspaceId)) {
				ready.get(workspaceId)?.publish(own);
			}
		},
		channel(workspaceId) {
			const known = channels.get(workspaceId);
			if (known) return known;
			const opening = open(workspaceId);
			channels.set(workspaceId, opening);
			opening.catch(() => channels.delete(workspaceId));
			return opening;
		},
		add: (client) => void clients.add(client),
		remove(client) {
			clients.delete(client);
			ready.get(client.workspaceId)?.detach(client);
		},
		openCount: () => clients.size,
		connected: (workspaceId) =>
			new Set([...clients].filter((one) => one.workspaceId === workspaceId).map((one) => one.deviceId)),
		close(code) {
			stopWatching();
			clearInterval(heartbeat);
			clearInterval(rights);
			for (const client of clients) client.end(code);
		},
	};
}

/** Reads on in every open log soon after anything was written, by whomever. */
function watchOthers(store: Pick<Store, 'onChange'>, channels: ReadonlyMap<string, Channel>): () => void {
	let timer: NodeJS.Timeout | undefined;
	const stop = store.onChange(() => {
		timer ??= setTimeout(() => {
			timer = undefined;
			for (const channel of channels.values()) void channel.catchUp();
		}, CATCH_UP_MS);
	});
	return () => {
		stop();
		clearTimeout(timer);
	};
}

async function endRevoked(clients: ReadonlySet<Client>, directories: Directories): Promise<void> {
	for (const [workspaceId, own] of Map.groupBy(clients, (client) => client.workspaceId)) {
		const suspects = strangers(own, await directories.recent(workspaceId).catch(() => undefined));
		if (suspects.length === 0) continue;
		// Perhaps only paired since the directory was read.
		const directory = await directories.fresh(workspaceId).catch(() => undefined);
		for (const client of strangers(suspects, directory)) client.end(CloseCode.revoked);
	}
}

function strangers(clients: Client[], directory: Directory | undefined): Client[] {
	if (!directory) return [];
	const paired = new Set(directory.devices.map((device) => device.deviceId));
	return clients.filter((client) => !paired.has(client.deviceId));
}
