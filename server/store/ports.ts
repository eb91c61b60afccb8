import type { Outcome } from '../../lib/contract/api.ts';
import type { Lead } from '../../lib/contract/lead.ts';
import type { Branch, Connection, Device, Directory, User, Workspace } from './entities.ts';

export type * from './entities.ts';

/** Every port is held by one conformance suite that each engine runs. Times are ms since 1970, UTC. */
export interface Store {
	events: EventLog;
	deliveries: Deliveries;
	records: Records;
	jobs: Jobs;
	leads: Leads;
	/** Tells when anything was written by this or another process; at most 500 ms late for another one. */
	onChange(listener: () => void): () => void;
	health(): Promise<{ ok: true } | { ok: false; reason: string }>;
	close(): Promise<void>;
}

/** Storage could not take it (disk full, busy): the sender must try again. Anything else that is thrown is a bug. */
export class StoreUnavailable extends Error {
	override name = 'StoreUnavailable';
}

/** What decides who may see an event; resolved against the directory when it is read, not when it is stored. */
export interface Routing {
	connectionId: string;
	/** Our user, where the provider named an agent that is mapped or the server addressed one (test ring). */
	agentUserId?: string;
	/** Our own side's number, E.164. */
	localE164?: string;
}

export interface NewEvent extends Routing {
	id: string;
	type: string;
	subject: string;
	/** The whole CloudEvents object as JSON text, stored and streamed as it is. */
	json: string;
}

export interface StoredEvent extends NewEvent {
	workspaceId: string;
	/** Place in the workspace's log: rises, may have gaps, never reused. */
	seq: number;
}

export interface NewDelivery {
	deliveryId: string;
	workspaceId: string;
	connectionId: string;
	provider: string;
	receivedAt: number;
	url: string;
	/** Those of the request's headers that the provider's verification needs, and content-type. */
	headers: Record<string, string>;
	body: Uint8Array;
	outcome: Exclude<Outcome, 'duplicate'>;
	reason?: string;
	verifyUs: number;
	parseUs: number;
}

export interface NewJob {
	kind: string;
	/** Unique in the workspace for a kind while the row exists: the same work is queued once. */
	key: string;
	payload: unknown;
	/** Not before, ms. */
	runAt: number;
	maxAttempts: number;
}

/** A delivery, its events and the jobs they cause: stored whole or not at all. */
export interface Append {
	workspaceId: string;
	/** Absent for events that the server itself makes (matches, imports). */
	delivery?: NewDelivery;
	events: NewEvent[];
	jobs: NewJob[];
}

export interface Appended {
	/** Newly stored, in log order; repeats are left out. */
	stored: StoredEvent[];
	/** There were events and each was already in the log. */
	duplicate: boolean;
}

export interface LogBounds {
	/** Names this log; another one after a restored backup. */
	epoch: string;
	/** Smallest seq still kept, or headSeq + 1 when empty. */
	oldestSeq: number;
	headSeq: number;
}

export interface EventLog {
	/**
	 * Resolves after the commit is on disk. Appends that wait share one transaction; one that fails by itself
	 * does not take the others with it. Unique by (workspace, connection, event id).
	 * @throws StoreUnavailable when it was not stored
	 */
	append(item: Append): Promise<Appended>;
	/** Events with seq > afterSeq, ascending. */
	read(workspaceId: string, afterSeq: number, limit: number): Promise<StoredEvent[]>;
	bounds(workspaceId: string): Promise<LogBounds>;
	/** Distinct subjects of `ringside.call.*` events, most recent activity first, before seq; with all their events. */
	recentCalls(
		workspaceId: string,
		options: { beforeSeq?: number; limit: number },
	): Promise<{ subject: string; lastSeq: number; events: StoredEvent[] }[]>;
	/** All events of one subject, ascending. */
	bySubject(workspaceId: string, subject: string): Promise<StoredEvent[]>;
	/** Drops events older than `before`; streams with an older cursor then get a reset. */
	prune(workspaceId: string, beforeSeq: number): Promise<number>;
}

export interface DeliveryRow extends Omit<NewDelivery, 'body' | 'outcome'> {
	outcome: Outcome;
	size: number;
	/** From arrival at the store to the commit; the commit's own share is that of the batch before. */
	commitUs: number;
	eventIds: string[];
}

export interface Deliveries {
	list(
		workspaceId: string,
		filter: { connectionId?: string; outcome?: Outcome; beforeId?: string; limit: number },
	): Promise<DeliveryRow[]>;
	/** The row with its exact raw body. */
	get(workspaceId: string, deliveryId: string): Promise<(DeliveryRow & { body: Uint8Array }) | undefined>;
	/** Keeps what is younger than `olderThan` and, of the refused, at most these many and bytes a connection. */
	prune(limits: {
		olderThan: number;
		refusedPerConnection: { count: number; bytes: number };
	}): Promise<number>;
}

export interface Job {
	jobId: string;
	workspaceId: string;
	kind: string;
	key: string;
	payload: unknown;
	/** 1 on the first run. */
	attempt: number;
	maxAttempts: number;
	/** Rises with each lease; a worker with an older one is refused. */
	fence: number;
}

export interface Jobs {
	enqueue(workspaceId: string, job: NewJob): Promise<{ jobId: string; created: boolean }>;
	/** Takes due jobs, also those whose lease ran out (their worker died). */
	lease(options: { kinds: string[]; now: number; leaseMs: number; limit: number }): Promise<Job[]>;
	/** False when the lease was lost: the caller must stop and write nothing. */
	extend(jobId: string, fence: number, leaseUntil: number): Promise<boolean>;
	complete(jobId: string, fence: number): Promise<boolean>;
	/** Tries again at `retryAt`; without it, or after the last attempt, the job goes to the dead letters. */
	fail(jobId: string, fence: number, failure: { reason: string; retryAt?: number }): Promise<boolean>;
	dead(workspaceId: string, limit: number): Promise<(Job & { reason: string; diedAt: number })[]>;
	/** Puts a dead letter back into the queue, with all its attempts. */
	revive(workspaceId: string, jobId: string, runAt: number): Promise<boolean>;
}

export type Redeemed =
	| { kind: 'paired'; device: Device; user: User; workspace: Workspace }
	| { kind: 'unknown' }
	| { kind: 'used' }
	| { kind: 'expired' };

/** What people and connections there are. Secrets and tokens arrive here sealed or hashed, never plain. */
export interface Records {
	createWorkspace(workspace: Workspace): Promise<void>;
	workspaces(): Promise<Workspace[]>;
	directory(workspaceId: string): Promise<Directory | undefined>;

	createUser(user: User): Promise<void>;
	removeUser(workspaceId: string, userId: string, now: number): Promise<boolean>;

	/** A single-use code for one user, by the SHA-256 of the code (hex). */
	createCode(code: { codeHash: string; userId: string; expiresAt: number }): Promise<void>;
	/** Atomic: of two at the same time one pairs. */
	redeemCode(
		codeHash: string,
		now: number,
		device: { deviceId: string; name: string; tokenHash: string },
	): Promise<Redeemed>;
	createDevice(device: Device & { tokenHash: string }): Promise<void>;
	/** Undefined for unknown and revoked devices, and for those of removed users. */
	deviceByToken(tokenHash: string): Promise<{ device: Device; user: User; workspace: Workspace } | undefined>;
	touchDevice(deviceId: string, now: number): Promise<void>;
	revokeDevice(workspaceId: string, deviceId: string, now: number): Promise<boolean>;

	createConnection(connection: Connection): Promise<void>;
	/** Undefined for unknown and removed ones. */
	connectionByKey(provider: string, hookKey: string): Promise<Connection | undefined>;
	updateConnection(
		workspaceId: string,
		connectionId: string,
		change: { name?: string; sealedSecrets?: string; settings?: Record<string, string> },
	): Promise<boolean>;
	removeConnection(workspaceId: string, connectionId: string, now: number): Promise<boolean>;

	createBranch(branch: Branch): Promise<void>;
	/** Moves the number (E.164) to this branch. */
	assignNumber(workspaceId: string, branchId: string, e164: string): Promise<void>;
	addBranchMember(workspaceId: string, branchId: string, userId: string): Promise<void>;

	/** The latest `writtenAt` wins, so that order and repeats do not matter. */
	saveNote(note: {
		workspaceId: string;
		callId: string;
		userId: string;
		text: string;
		writtenAt: number;
	}): Promise<void>;
	/** callId → text, of this user. */
	notes(workspaceId: string, userId: string, callIds: string[]): Promise<Record<string, string>>;
}

export interface LeadsWritten {
	created: number;
	updated: number;
	unchanged: number;
}

export interface Leads {
	/**
	 * Inserts or replaces by externalId (else by leadId), each getting the workspace's next lead version.
	 * The lead's stored leadId is kept on replace.
	 */
	write(workspaceId: string, leads: Lead[]): Promise<LeadsWritten>;
	remove(workspaceId: string, leadIds: string[]): Promise<number>;
	/** Changes after a version, ascending; removed ones as ids. */
	changes(
		workspaceId: string,
		afterVersion: number,
		limit: number,
	): Promise<{ leads: Lead[]; removed: string[]; version: number; done: boolean; total: number }>;
	/** Leads that have any of these match keys (lib/phone, lower-case mails, external ids). */
	byKeys(workspaceId: string, keys: string[]): Promise<Lead[]>;
	get(workspaceId: string, leadIds: string[]): Promise<Lead[]>;
}
