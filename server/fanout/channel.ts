import { CloseCode } from '../../lib/contract/stream.ts';
import type { Directory, EventLog, StoredEvent } from '../store/ports.ts';
import { audienceOfAll, SERVER_CONNECTION } from './audience.ts';
import { broadcast, MOST_PER_BROADCAST } from './broadcast.ts';
import type { Client } from './client.ts';
import { writeCursor } from './cursor.ts';
import type { Directories } from './directories.ts';
import { type Encoded, encodeControl, encodeEvent, joinEncoded } from './encoding.ts';
import { createSubjects, routingsOf } from './subjects.ts';

export interface ChannelOptions {
	events: Pick<EventLog, 'read' | 'bounds' | 'bySubject'>;
	directories: Directories;
	/** Bytes that may wait for one client. */
	mostBuffered: number;
	onFannedOut(clients: number): void;
	onTooSlow(): void;
}

/** `ahead`: the caller has read further than was delivered; `behind`: it must read on from the log. */
export type Attached = 'attached' | 'ahead' | 'behind';

const READ_LIMIT = 500;
const PRELOAD = 2_000;
const RECENT_LIMIT = 512;

/** The live end of one workspace's log: takes new events in order and writes them to those who may see them. */
export class Channel {
	readonly #options: ChannelOptions;
	readonly #workspaceId: string;
	readonly #epoch: string;
	readonly #subjects = createSubjects();
	readonly #clients = new Map<string, Set<Client>>();
	/** The newest delivered events: a client that has read the log up to here joins without a seam. */
	readonly #recent: StoredEvent[] = [];
	#pending: StoredEvent[] = [];
	/** Seq of the last event that was delivered, and of the last that waits for it. */
	#delivered: number;
	#accepted: number;
	#flushing: Promise<void> | undefined;
	#reading: Promise<void> | undefined;
	#readAgain = false;

	private constructor(workspaceId: string, epoch: string, headSeq: number, options: ChannelOptions) {
		this.#workspaceId = workspaceId;
		this.#epoch = epoch;
		this.#options = options;
		this.#delivered = headSeq;
		this.#accepted = headSeq;
	}

	static async open(workspaceId: string, options: ChannelOptions): Promise<Channel> {
		const { epoch, headSeq } = await options.events.bounds(workspaceId);
		const channel = new Channel(workspaceId, epoch, headSeq, options);
		// Calls that were under way when the server stopped keep their audience.
		for (let after = Math.max(0, headSeq - PRELOAD); after < headSeq; ) {
			const rows = await options.events.read(workspaceId, after, READ_LIMIT);
			for (const row of rows) if (row.seq <= headSeq) channel.#remember(row);
			after = rows.at(-1)?.seq ?? headSeq;
		}
		return channel;
	}

	/** Cursor of the last event that was delivered. */
	cursor(): string {
		return writeCursor({ epoch: this.#epoch, seq: this.#delivered });
	}

	delivered(): number {
		return this.#delivered;
	}

	encode(event: StoredEvent): Encoded {
		return encodeEvent(writeCursor({ epoch: this.#epoch, seq: event.seq }), event.json);
	}

	/** Newly stored events; what was committed before them and is not here yet is read from the log. */
	publish(stored: StoredEvent[]): void {
		for (const event of stored) {
			if (event.seq <= this.#accepted) continue;
			if (event.seq === this.#accepted + 1 && !this.#reading) this.#accept(event);
			else void this.catchUp();
		}
	}

	/** Reads what others have written; resolves when everything committed before the call is delivered. */
	async catchUp(): Promise<void> {
		this.#readAgain = true;
		this.#reading ??= this.#readOn().finally(() => {
			this.#reading = undefined;
		});
		await this.#reading;
		await this.#flushing;
	}

	/** From now on this client gets what comes after `seq`: nothing twice, nothing left out. */
	attach(client: Client, seq: number, directory: Directory): Attached {
		if (seq > this.#delivered) return 'ahead';
		const oldest = this.#recent[0]?.seq ?? Number.POSITIVE_INFINITY;
		if (seq < this.#delivered && oldest > seq + 1) return 'behind';
		const missed = this.#recent.filter(
			(event) => event.seq > seq && this.audience(event, directory).has(client.userId),
		);
		const parts = missed.map((event) => this.encode(event));
		if (parts.length > 0) client.write(joinEncoded(parts, client.wire));
		const own = this.#clients.get(client.userId) ?? new Set();
		this.#clients.set(client.userId, own.add(client));
		return 'attached';
	}

	detach(client: Client): void {
		const own = this.#clients.get(client.userId);
		own?.delete(client);
		if (own?.size === 0) this.#clients.delete(client.userId);
	}

	/** Who may see this event today, with everything known of its subject. */
	audience(event: StoredEvent, directory: Directory): ReadonlySet<string> {
		return audienceOfAll(this.#subjects.of(event.subject) ?? routingsOf([event]), directory);
	}

	/** Learns how the subjects of these older events were routed, so that a replay shows each call whole. */
	async recall(events: StoredEvent[]): Promise<void> {
		const unknown = new Set(events.map(({ subject }) => subject).filter((one) => !this.#subjects.of(one)));
		for (const subject of unknown) {
			const all = await this.#options.events.bySubject(this.#workspaceId, subject);
			for (const event of all) this.#subjects.note(event);
		}
	}

	heartbeat(): void {
		const frames = encodeControl({ kind: 'heartbeat', cursor: this.cursor() });
		for (const own of this.#clients.values()) {
			for (const client of own) this.#put(client, frames[client.wire]);
		}
	}

	#accept(event: StoredEvent): void {
		this.#accepted = event.seq;
		this.#pending.push(event);
		this.#flushing ??= this.#flush().finally(() => {
			this.#flushing = undefined;
		});
	}

	async #flush(): Promise<void> {
		// Events of the same tick become one write per client.
		await new Promise((resolve) => setImmediate(resolve));
		while (this.#pending.length > 0) {
			const batch = this.#pending.slice(0, MOST_PER_BROADCAST);
			const directory = await this.#directoryFor(batch);
			this.#pending = this.#pending.slice(batch.length);
			for (const event of batch) this.#remember(event);
			this.#delivered = batch.at(-1)?.seq ?? this.#delivered;
			if (directory) this.#deliver(batch, directory);
		}
	}

	#deliver(batch: StoredEvent[], directory: Directory): void {
		if (this.#clients.size === 0) return;
		const told = batch.map((event) => ({ event, audience: this.audience(event, directory) }));
		const written = broadcast(told, this.#clients, {
			encode: (event) => this.encode(event),
			put: (client, frames) => this.#put(client, frames),
		});
		this.#options.onFannedOut(written);
	}

	#put(client: Client, frames: Buffer): void {
		const waiting = client.buffered();
		if (waiting > 0 && waiting + frames.byteLength > this.#options.mostBuffered) {
			this.#options.onTooSlow();
			this.detach(client);
			client.end(CloseCode.tooSlow);
			return;
		}
		client.write(frames);
	}

	#remember(event: StoredEvent): void {
		this.#subjects.note(event);
		this.#recent.push(event);
		if (this.#recent.length > RECENT_LIMIT * 2) this.#recent.splice(0, RECENT_LIMIT);
	}

	async #directoryFor(batch: StoredEvent[]): Promise<Directory | undefined> {
		const { directories } = this.#options;
		try {
			const directory = await directories.recent(this.#workspaceId);
			const ids = new Set(directory?.connections.map((connection) => connection.connectionId));
			ids.add(SERVER_CONNECTION);
			// Not there: set up a moment ago, perhaps by another process.
			const complete = batch.every((event) => ids.has(event.connectionId));
			return complete ? directory : await directories.fresh(this.#workspaceId);
		} catch {
			// A store in trouble says so where something is to be stored; what is known still serves.
			return directories.known(this.#workspaceId);
		}
	}

	async #readOn(): Promise<void> {
		while (this.#readAgain) {
			this.#readAgain = false;
			const rows = await this.#rowsAfter(this.#accepted);
			for (const row of rows) if (row.seq > this.#accepted) this.#accept(row);
			this.#readAgain ||= rows.length === READ_LIMIT;
		}
	}

	async #rowsAfter(seq: number): Promise<StoredEvent[]> {
		try {
			return await this.#options.events.read(this.#workspaceId, seq, READ_LIMIT);
		} catch {
			// Read again with the next event or change: the place in the log has not moved.
			return [];
		}
	}
}
