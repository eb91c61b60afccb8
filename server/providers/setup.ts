import type { CallData } from '../../lib/contract/call.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { FormField, GuideStep } from '../../lib/contract/setup.ts';
import type { Text } from '../../lib/contract/text.ts';
import type { Subscription } from '../store/setup-port.ts';
import type { HookConnection } from './provider.ts';
import type { Asked, VendorTools } from './vendor.ts';

/** Values that a guide shows to be copied. */
export interface GuideValues {
	/** Where the vendor sends people back to after they signed in. */
	redirectUri: string;
	/** The server's public address. */
	publicUrl: string;
	/** Of a connection that exists: its address and those secrets that we made. */
	hookUrl?: string;
	secrets?: Record<string, string>;
}

/** The set-up as the options page shows it. */
export interface Guide {
	about: Text;
	effort: 'minutes' | 'hour';
	/** Sign-in only: what the admin enters of the app, besides client id and secret, and how to make one. */
	app?: { fields: FormField[]; steps(values: GuideValues): GuideStep[] };
	/** What is asked to connect; names are those of the manifest's secrets and settings. */
	fields: FormField[];
	steps(values: GuideValues): GuideStep[];
}

/** Who signed in, as the vendor says. */
export interface Account {
	/** The vendor's own id; of two connections of one account in a workspace there is one. */
	accountId: string;
	/** For people, e.g. a mail address. */
	label: string;
	/** Become the connection's settings. */
	settings?: Record<string, string>;
}

/** OAuth 2 at the vendor. */
export interface SignIn {
	authorizeUrl: string;
	/** The name under which the vendor answers (RFC 9207), where it is not the origin of the authorize address. */
	issuer?: string;
	tokenUrl: string;
	revokeUrl?: string;
	scopes: { name: string; required: boolean; why: Text }[];
	pkce: boolean;
	/** How the app proves itself at the token address. */
	clientAuthentication: 'basic' | 'post';
	/** Further parameters of the authorize address. */
	parameters?: Record<string, string>;
	/** Its lifetime begins anew with each refresh, so that use alone keeps it, as the vendor documents. */
	extendedByUse?: boolean;
	/** How long a sign-in lasts where the vendor's answer does not say, ms; undefined: until it is taken back. */
	lifetimeMs?(appSettings: Record<string, string>): number | undefined;
	account(tools: VendorTools): Promise<Asked<Account>>;
}

/** A webhook as the vendor holds it. */
export interface VendorSubscription {
	vendorId: string;
	/** Which of the wanted ones it is. */
	name: string;
	/** Where it sends to; empty when nowhere. */
	address: string;
	/** `unusable`: cannot be switched on again, only deleted and created anew. */
	state: 'active' | 'inactive' | 'unusable';
	/** ms since 1970. */
	expiresAt?: number;
	/** Why it is off, in the vendor's words. */
	reason?: string;
}

/** A webhook as it was last seen; without `vendorId` there was none. */
export type KnownSubscription = Pick<Subscription, 'name' | 'vendorId' | 'state' | 'expiresAt'>;

/** How webhooks are registered by the vendor's API. */
export interface Subscriptions {
	/** Names of those that there should be for this connection; for places, those that `list` finds. */
	wanted(connection: HookConnection): string[];
	/** Those of these names that the account holds, ours and others'. `known`: what we saw last, for vendors that do not tell. */
	list(tools: VendorTools, known: readonly KnownSubscription[]): Promise<Asked<VendorSubscription[]>>;
	/** Where the vendor is to send it; the hook's own address where this is not given. */
	addressOf?(name: string, hookUrl: string): string;
	/** `secrets`: those that the vendor made and tells once; kept with the connection. Not for places. */
	create?(
		name: string,
		tools: VendorTools,
	): Promise<Asked<{ subscription: VendorSubscription; secrets?: Record<string, string> }>>;
	/** Puts our address and secret on it and switches it on; where that cannot be done it is removed and created. */
	update?(subscription: VendorSubscription, tools: VendorTools): Promise<Asked<VendorSubscription>>;
	/** Only where they expire. */
	renew?(subscription: VendorSubscription, tools: VendorTools): Promise<Asked<VendorSubscription>>;
	/** With `restore`, that address is put in its place, as it was before us. */
	remove(subscription: VendorSubscription, tools: VendorTools, restore?: string): Promise<Asked<unknown>>;
	/** The vendor has places for one address each (agents, numbers): somebody else's is never replaced unasked. */
	arePlaces?: boolean;
	/** Paths that older systems used for this provider; Repair adopts webhooks that lead to them. */
	oldPaths: string[];
	/** Renewed when less than this is left, ms. */
	renewAheadMs?: number;
}

export interface BackfillTools extends VendorTools {
	/** Views of this connection's calls that began after `since`, for vendors whose history carries no call id. */
	knownCalls: CallData[];
}

/** Reads what was missed, oldest first, from `since` (ms since 1970) on. */
export type Backfill = (
	since: number,
	tools: BackfillTools,
) => Promise<Asked<{ events: RingsideEvent[]; jobs?: { kind: string; key: string; payload: unknown }[] }>>;

/** A harmless call that tells whether a key is taken; `label` names the account for people. */
export type CheckKey = (tools: VendorTools) => Promise<Asked<{ label?: string }>>;
