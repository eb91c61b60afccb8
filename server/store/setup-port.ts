/** Times are ms since 1970, UTC; everything called sealed is text sealed by server/secrets. */

/** The workspace's registration at a provider. */
export interface App {
	workspaceId: string;
	provider: string;
	clientId: string;
	sealedSecret: string;
	settings: Record<string, string>;
	changedAt: number;
}

/** A sign-in that has begun: what the vendor's answer is held against. */
export interface PendingSignIn {
	/** SHA-256 of the state, hex. */
	stateHash: string;
	workspaceId: string;
	userId: string;
	deviceId: string;
	provider: string;
	/** To sign in again. */
	connectionId?: string;
	sealedVerifier: string;
	expiresAt: number;
}

export type TakenSignIn =
	| { kind: 'taken'; signIn: PendingSignIn }
	| { kind: 'unknown' }
	| { kind: 'used' }
	| { kind: 'expired' };

/** What a sign-in gave. Each stored change raises `generation`, so that two servers never store one over the other. */
export interface Tokens {
	workspaceId: string;
	connectionId: string;
	generation: number;
	/** The vendor's id of the account, unique among a workspace's connections of a provider. */
	accountId: string;
	accountLabel: string;
	scopes: string[];
	/** JSON `{access, refresh?}`. */
	sealed: string;
	accessExpiresAt: number;
	/** When somebody must sign in again at the latest; absent: not known to end. */
	signInEndsAt?: number;
	state: 'ok' | 'signed-out';
	/** Why signed out: for people. */
	reason?: string;
	/** Somebody is refreshing until then. */
	refreshingUntil?: number;
}

export type TokenChange = Pick<Tokens, 'sealed' | 'accessExpiresAt' | 'signInEndsAt' | 'scopes'>;

/** A webhook at the vendor, as it was last seen. */
export interface Subscription {
	workspaceId: string;
	connectionId: string;
	name: string;
	/** Absent while there is none. */
	vendorId?: string;
	address?: string;
	state: 'active' | 'inactive' | 'missing' | 'foreign';
	expiresAt?: number;
	checkedAt: number;
	/** The address that stood in its one place before us; put back when the connection goes. */
	before?: string;
	/** Deliveries are passed on to `before`. */
	isPassedOn: boolean;
}

export interface CheckResult {
	workspaceId: string;
	/** Absent: of the whole installation. */
	connectionId?: string;
	name: string;
	state: 'ok' | 'attention' | 'broken' | 'unknown';
	/** The rest of a `CheckView`, as JSON. */
	json: string;
	checkedAt: number;
}

/** Apps, sign-ins, tokens, subscriptions and what was found of them. */
export interface Setup {
	saveApp(app: App): Promise<void>;
	app(workspaceId: string, provider: string): Promise<App | undefined>;
	apps(workspaceId: string): Promise<App[]>;
	removeApp(workspaceId: string, provider: string): Promise<boolean>;

	createSignIn(signIn: PendingSignIn): Promise<void>;
	/** Atomic: of two at the same time one takes it. Long expired ones are dropped on the way. */
	takeSignIn(stateHash: string, now: number): Promise<TakenSignIn>;

	/** After a sign-in; replaces what was there, whatever its generation, and ends a refresh that runs. */
	saveTokens(tokens: Omit<Tokens, 'generation' | 'refreshingUntil'>): Promise<Tokens>;
	tokens(workspaceId: string, connectionId: string): Promise<Tokens | undefined>;
	/** By the vendor's id of the account; of connections that are not removed. */
	tokensOfAccount(workspaceId: string, provider: string, accountId: string): Promise<Tokens | undefined>;
	/**
	 * Compare and set: true for one caller, until `until`; false where the generation is another one, it is signed
	 * out, or somebody refreshes and that has not run out at `now`.
	 */
	claimRefresh(
		workspaceId: string,
		connectionId: string,
		claim: { generation: number; now: number; until: number },
	): Promise<boolean>;
	/** Compare and set by generation; ends the claim. False: somebody else stored meanwhile, nothing is changed. */
	storeRefreshed(
		workspaceId: string,
		connectionId: string,
		generation: number,
		change: TokenChange,
	): Promise<boolean>;
	/**
	 * Gives the claim back, e.g. after the vendor could not be reached. A claim is known by its generation and its end:
	 * a later one of the same generation begins when this has ended, so that it is left alone.
	 */
	releaseRefresh(
		workspaceId: string,
		connectionId: string,
		claim: { generation: number; until: number },
	): Promise<void>;
	/** Compare and set by generation. */
	signOut(workspaceId: string, connectionId: string, generation: number, reason: string): Promise<boolean>;
	/**
	 * Seals tokens, apps and the secrets of connections and outgoing webhooks anew, reading `limit` at a time; undefined leaves one as it is. Resolves to how many were
	 * sealed anew. One that somebody stores meanwhile is left to them: ask again until it is 0.
	 */
	reseal(reseal: (sealed: string) => string | undefined, limit: number): Promise<number>;

	subscriptions(workspaceId: string, connectionId: string): Promise<Subscription[]>;
	saveSubscription(subscription: Subscription): Promise<void>;
	removeSubscription(workspaceId: string, connectionId: string, name: string): Promise<void>;

	/** Replaces all of the connection (of the installation where it is undefined); keeps `since` of an unchanged state. */
	saveChecks(workspaceId: string, connectionId: string | undefined, checks: CheckResult[]): Promise<void>;
	/** Newest of the workspace; `since`: when it got into its state. */
	checks(workspaceId: string): Promise<(CheckResult & { since: number })[]>;

	/**
	 * Drops tokens, subscriptions and checks of a connection, in one transaction. Removing the connection does not:
	 * they are needed until its webhooks are gone at the vendor.
	 */
	forget(workspaceId: string, connectionId: string): Promise<void>;
}
