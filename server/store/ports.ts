import type { Role } from '../../lib/contract/primitives.ts';
import type { AfterCall } from './after-call-port.ts';
import type { Conversations } from './conversation-port.ts';
import type { Deliveries, NewDelivery } from './delivery-log.ts';
import type { AgentLink, Branch, Connection, Device, Directory, User, Workspace } from './entities.ts';
import type { Leads } from './lead-table.ts';
import type { OutgoingWebhooks } from './outgoing-webhook-port.ts';
import type { NewRecording, Recordings } from './recording-port.ts';
import type { Setup } from './setup-port.ts';
import type { SignupCodes } from './signup-code-port.ts';
import type { Sites } from './site-port.ts';

export type * from './after-call-port.ts';
export type * from './conversation-port.ts';
export type * from './delivery-log.ts';
export type * from './entities.ts';
export type * from './lead-table.ts';
export type * from './outgoing-webhook-port.ts';
export type * from './recording-port.ts';
export type * from './setup-port.ts';
export type * from './signup-code-port.ts';
export type * from './site-port.ts';

/** Every port is held by one conformance suite that each engine runs. Times are ms since 1970, UTC. */
export interface Store {
	events: EventLog;
	deliveries: Deliveries;
	conversations: Conversations;
	records: Records;
	jobs: Jobs;
	leads: Leads;
	recordings: Recordings;
	outgoingWebhooks: OutgoingWebhooks;
	setup: Setup;
	afterCall: AfterCall;
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
	/** Our user, where the server itself addressed one (test ring). */
	agentUserId?: string;
	/** The agent whom the provider named, by its own id, else name; whose it is says the directory of today. */
	agentKey?: string;
	/** Our own side's number, E.164. */
	localE164?: string;
}

interface LoggedEvent extends Routing {
	id: string;
	type: string;
	subject: string;
	/** The whole CloudEvents object as JSON text, stored and streamed as it is. */
	json: string;
}

export interface NewEvent extends LoggedEvent {
	/** What the people are reached at whom it tells of (lib/conversation); it is found by them, and they are not kept. */
	personKeys?: string[];
}

export interface StoredEvent extends LoggedEvent {
	workspaceId: string;
	/** Place in the workspace's log: rises, may have gaps, never reused. */
	seq: number;
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
	/** Whose audio is kept; of one that is known already the first stays. */
	recordings?: NewRecording[];
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
	/**
	 * Distinct subjects of `ringside.call.*` events, most recent activity first, before seq; with their events, but for
	 * the single segments of transcripts.
	 */
	recentCalls(
		workspaceId: string,
		options: { beforeSeq?: number; limit: number },
	): Promise<{ subject: string; lastSeq: number; events: StoredEvent[] }[]>;
	/** All events of one subject, ascending. */
	bySubject(workspaceId: string, subject: string): Promise<StoredEvent[]>;
	/** Own numbers among the newest `limit` call events, by connection, the most recently called first. */
	localNumbers(
		workspaceId: string,
		limit: number,
	): Promise<{ localE164: string; connectionId: string; callCount: number; last: StoredEvent }[]>;
	/** Agents named among the newest `limit` call events, by connection, the most recent first. */
	recentAgents(
		workspaceId: string,
		limit: number,
	): Promise<{ agentKey: string; connectionId: string; callCount: number; last: StoredEvent }[]>;
	/** Drops events older than `before`; streams with an older cursor then get a reset. */
	prune(workspaceId: string, beforeSeq: number): Promise<number>;
}

export interface Job {
	jobId: string;
	workspaceId: string;
	kind: string;
	key: string;
	payload: unknown;
	/** When it was to run, ms since 1970; after a worker died, when its lease ran out. */
	dueAt: number;
	/** 1 on the first run. */
	attempt: number;
	maxAttempts: number;
	/** Rises with each lease; a worker with an older one is refused. */
	fence: number;
}

export interface Jobs {
	enqueue(workspaceId: string, job: NewJob): Promise<{ jobId: string; created: boolean }>;
	/**
	 * Takes due jobs, also those whose lease ran out (their worker died); none of the workspaces in `except`,
	 * so that one of them cannot take every worker.
	 */
	lease(options: {
		kinds: string[];
		now: number;
		leaseMs: number;
		limit: number;
		except?: string[];
	}): Promise<Job[]>;
	/** Of all workspaces: how many wait or run, since when the longest overdue one is due, how many were given up. */
	backlog(): Promise<{ waiting: number; oldestDueAt?: number; dead: number }>;
	/** False when the lease was lost: the caller must stop and write nothing. */
	extend(jobId: string, fence: number, leaseUntil: number): Promise<boolean>;
	complete(jobId: string, fence: number): Promise<boolean>;
	/** Moves a queued job, or a dead letter with all its attempts, to `runAt` where that is earlier. */
	hasten(workspaceId: string, job: { kind: string; key: string; runAt: number }): Promise<boolean>;
	/** Queues it again for `runAt`, as if it had never run. False when the lease was lost. */
	postpone(jobId: string, fence: number, runAt: number): Promise<boolean>;
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
export interface Records extends SignupCodes, Sites {
	createWorkspace(workspace: Workspace): Promise<void>;
	workspaces(): Promise<Workspace[]>;
	directory(workspaceId: string): Promise<Directory | undefined>;

	createUser(user: User): Promise<void>;
	removeUser(workspaceId: string, userId: string, now: number): Promise<boolean>;
	/** A workspace keeps at least one admin: whoever would be the last stays one. Removing is such a change too. */
	changeUser(
		workspaceId: string,
		userId: string,
		change: { name?: string; role?: Role; removedAt?: number },
	): Promise<'changed' | 'unknown' | 'last-admin'>;

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
	/** Of all workspaces, those not removed, oldest first. */
	connectionsOfProvider(provider: string, limit: number): Promise<Connection[]>;
	updateConnection(
		workspaceId: string,
		connectionId: string,
		change: {
			name?: string;
			sealedSecrets?: string;
			settings?: Record<string, string>;
			/** Null: the workspace's. */
			ownerUserId?: string | null;
			/** Null: of none. */
			branchId?: string | null;
		},
	): Promise<boolean>;
	/** Tokens and subscriptions stay, to take leave at the vendor with, until `setup.forget`. */
	removeConnection(workspaceId: string, connectionId: string, now: number): Promise<boolean>;
	/** What a provider's jobs remember of a connection, e.g. how far they have read; `name` as they chose it. */
	connectionState(workspaceId: string, connectionId: string, name: string): Promise<string | undefined>;
	/** Compare and set: false, and nothing is changed, where another value than `expected` stands. */
	setConnectionState(
		workspaceId: string,
		connectionId: string,
		name: string,
		change: { expected: string | undefined; value: string },
	): Promise<boolean>;

	/** The agent is this user's from now on, and so are its past calls. */
	linkAgent(workspaceId: string, link: AgentLink): Promise<void>;
	/** False where there was no such link. */
	unlinkAgent(workspaceId: string, connectionId: string, agentKey: string): Promise<boolean>;

	createBranch(branch: Branch): Promise<void>;
	/** Moves the number (E.164) to this branch. */
	assignNumber(workspaceId: string, branchId: string, e164: string): Promise<void>;
	addBranchMember(workspaceId: string, branchId: string, userId: string): Promise<void>;
	/** False where there is no such branch. */
	renameBranch(workspaceId: string, branchId: string, name: string): Promise<boolean>;
	/** Its numbers are nobody's, its people and connections of no branch. False where there is no such branch. */
	removeBranch(workspaceId: string, branchId: string): Promise<boolean>;

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
