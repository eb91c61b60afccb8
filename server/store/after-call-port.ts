import type { InboxState } from '../../lib/contract/after-call.ts';

/** Times are ms since 1970, UTC. */

/** One document of a workspace; `json` as its schema in lib/contract/settings has it. */
export interface Setting {
	/** Rises with each change; 0: nobody has set it. */
	version: number;
	json: string;
	/** JSON of name → secret, sealed by server/secrets. */
	sealed?: string;
}

export interface Settings {
	get(workspaceId: string, name: string): Promise<Setting | undefined>;
	/** Compare and set by version; the new one, or undefined where another stands and nothing was changed. */
	put(
		workspaceId: string,
		name: string,
		change: { version: number; json: string; sealed?: string; changedAt: number },
	): Promise<number | undefined>;
	/** Of all workspaces, e.g. for what is kept how long. */
	all(name: string): Promise<{ workspaceId: string; json: string }[]>;
}

/** Something done outside that must not be done twice, or is paid for: written down before it is begun. */
export interface Effect {
	key: string;
	kind: string;
	/** The call it is for, so that it is forgotten with it. */
	subject: string;
	state: 'begun' | 'done' | 'failed';
	/** What was answered, JSON; of `done` and `failed`. */
	answer?: string;
	begunAt: number;
}

export interface Effects {
	/**
	 * Atomic. `new`: this caller does it now. `begun`: somebody did begin, and whether it had its effect is not known:
	 * look at the other side before doing it again. `done`: this was the answer. A `failed` one is begun anew.
	 */
	begin(
		workspaceId: string,
		effect: { key: string; kind: string; subject: string; now: number },
	): Promise<{ kind: 'new' } | { kind: 'begun'; begunAt: number } | { kind: 'done'; answer: string }>;
	/** Sets `done` or `failed`; the first `done` stays. */
	end(
		workspaceId: string,
		key: string,
		end: { state: 'done' | 'failed'; answer: string; now: number },
	): Promise<void>;
	get(workspaceId: string, key: string): Promise<Effect | undefined>;
	/** Of one call, oldest first. */
	ofSubject(workspaceId: string, subject: string): Promise<Effect[]>;
	/** How many of a kind were begun since, without those that failed. */
	countSince(workspaceId: string, kind: string, since: number): Promise<number>;
	/** Answers hold what was said; those of all kinds, or of one. */
	forget(workspaceId: string, subject: string, kind?: string): Promise<number>;
	/** Those of all workspaces begun before; at most 500 at a time, their count. */
	prune(before: number): Promise<number>;
}

/** What is used up in a month, `2026-11`, by name: `seconds` of audio, `tokens` of models. */
export interface Usage {
	/** Counts once for each `key`. */
	add(
		workspaceId: string,
		used: { key: string; month: string; name: 'seconds' | 'tokens'; amount: number },
	): Promise<boolean>;
	month(workspaceId: string, month: string): Promise<{ seconds: number; tokens: number }>;
}

/** A call of somebody unknown that waits to be given to somebody. */
export interface InboxRow {
	callId: string;
	state: InboxState;
	/** The rest of an `UnassignedCall`, JSON. */
	json: string;
	createdAt: number;
	changedAt: number;
}

export interface Inbox {
	/** False where it is there already, in whatever state. */
	add(workspaceId: string, row: Omit<InboxRow, 'state' | 'changedAt'>): Promise<boolean>;
	get(workspaceId: string, callId: string): Promise<InboxRow | undefined>;
	/** Compare and set by state; `json` stays where it is not given. */
	change(
		workspaceId: string,
		callId: string,
		change: { from: InboxState; to: InboxState; json?: string; now: number },
	): Promise<boolean>;
	/** Newest first, created before. */
	list(
		workspaceId: string,
		options: { state?: InboxState; before?: number; limit: number },
	): Promise<InboxRow[]>;
}

/** A link by which one candidate talks to the assistant. */
export interface TalkLink {
	/** SHA-256 of the code, hex. */
	codeHash: string;
	workspaceId: string;
	/** Of the call that it will become. */
	callId: string;
	/** What the assistant is told, JSON, sealed by server/secrets. */
	sealed: string;
	createdAt: number;
	expiresAt: number;
	/** Times that a conversation was begun by it. */
	uses: number;
}

export interface TalkLinks {
	create(link: Omit<TalkLink, 'uses'>): Promise<void>;
	get(codeHash: string): Promise<TalkLink | undefined>;
	/** Counts a use; false where there were `most` already, or it has expired. Atomic. */
	use(codeHash: string, options: { now: number; most: number }): Promise<boolean>;
	prune(expiredBefore: number): Promise<number>;
}

/** A key by which other systems call; stored as SHA-256, hex. */
export interface ApiKey {
	keyId: string;
	workspaceId: string;
	name: string;
	keyHash: string;
	createdAt: number;
	lastUsedAt?: number;
	revokedAt?: number;
}

export interface ApiKeys {
	create(key: ApiKey): Promise<void>;
	/** Undefined for unknown and revoked ones. */
	byHash(keyHash: string): Promise<ApiKey | undefined>;
	touch(keyId: string, now: number): Promise<void>;
	list(workspaceId: string): Promise<ApiKey[]>;
	revoke(workspaceId: string, keyId: string, now: number): Promise<boolean>;
}

/** What the work after a call, and the assistant's calls, keep. */
export interface AfterCall {
	settings: Settings;
	effects: Effects;
	usage: Usage;
	inbox: Inbox;
	talkLinks: TalkLinks;
	apiKeys: ApiKeys;
}
