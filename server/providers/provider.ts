import type { z } from 'zod';
import type { Outcome } from '../../lib/contract/api.ts';
import type { Direction } from '../../lib/contract/call.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { Lead } from '../../lib/contract/lead.ts';
import type { ProviderJob } from '../jobs/provider-job.ts';
import type { PublicKeys } from '../outgoing/public-keys.ts';
import type { NewJob } from '../store/ports.ts';
import type { AssistantCalls } from './assistant.ts';
import type { Bookings } from './bookings.ts';
import type { RecordingSource } from './recordings.ts';
import type { Backfill, CheckKey, Guide, SignIn, Subscriptions } from './setup.ts';

/** A webhook request as it arrived: nothing decoded, nothing dropped. */
export interface HookRequest {
	method: string;
	/** As the provider called it: PUBLIC_URL plus path and query. */
	url: string;
	/** Lower-case names; repeated headers joined with `, `. */
	headers: Record<string, string>;
	body: Uint8Array;
	/** ms since 1970, UTC. */
	receivedAt: number;
}

/** The connection a hook belongs to, with its secrets opened. */
export interface HookConnection {
	connectionId: string;
	/** Named by the provider's manifest; empty when none is configured. */
	secrets: Record<string, string>;
	settings: Record<string, string>;
	/** Reads national numbers, ISO 3166-1 alpha-2. */
	region: string;
	branchId?: string;
}

/** Why a delivery was not believed. Kept in the log for the admin, never said in the answer. */
export type Refusal =
	| 'no-secret-configured'
	| 'signature-missing'
	| 'signature-malformed'
	| 'signature-mismatch'
	| 'timestamp-missing'
	| 'timestamp-out-of-range'
	/** Truly signed by the vendor, but for another address than ours. */
	| 'audience-mismatch'
	/** Truly signed by the vendor, but for another sender than the one that was named in the settings. */
	| 'sender-mismatch'
	/** The provider's verify threw: a bug of ours, and no reason to believe anybody. */
	| 'verification-failed';

export type Verdict =
	| { kind: 'verified' }
	| { kind: 'refused'; reason: Refusal }
	/** What it takes to decide (the vendor's keys) cannot be had now: neither believed nor refused, to be sent again. */
	| { kind: 'undecided' };

/** What a verification may need from outside of the request. */
export interface VerifyTools {
	publicKeys: PublicKeys;
}

export type Parsed =
	| { kind: 'events'; events: RingsideEvent[]; jobs?: NewJob[] }
	/** Known, and of no interest. */
	| { kind: 'ignored'; reason: string }
	/** An event type that this build does not know; kept, so that it can be replayed by a later one. */
	| { kind: 'unsupported'; reason: string }
	| { kind: 'malformed'; reason: string };

export interface Answer {
	status: number;
	contentType?: string;
	body?: string;
	/** Further ones, lower case, e.g. `retry-after`. */
	headers?: Record<string, string>;
}

/** A field of the connect form, drawn by the options page and asked by the CLI. */
export interface SecretField {
	name: string;
	label: string;
	/** We make it and the admin pastes it at the vendor; otherwise the vendor shows it and it is pasted here. */
	generatedByUs: boolean;
	/** May stay empty; without it the field is required. */
	optional?: boolean;
}

/** One request of a simulated call, `afterMs` after the one before. */
export interface SimulatedRequest {
	afterMs: number;
	headers: Record<string, string>;
	body: Uint8Array;
	/** Name of the inquiry it is sent to; without it, to the hook itself. */
	inquiry?: string;
}

export interface SimulationInput {
	/** Remote party, E.164; undefined for a withheld number. */
	from?: string;
	/** Own side, E.164. */
	to?: string;
	name?: string;
	/** Makes the provider's ids of this run unique. */
	runId: string;
	/** ms since 1970, UTC: when the first request is sent. */
	startAt: number;
	secrets: Record<string, string>;
	/** Those of the connection. */
	settings?: Record<string, string>;
	/** The address the requests will be sent to. */
	hookUrl: string;
}

/** A webhook whose sender waits to be told who calls, at `<address of the hook>/<name>`. */
export interface Inquiry {
	/** As the provider's own `parse`; its first event is the ring that is asked about. */
	parse(request: HookRequest, connection: HookConnection): Parsed;
	/** `callId` as in that event; `lead` where the caller is surely one. */
	answer(callId: string, lead?: Pick<Lead, 'name'>): Answer;
}

/** A verification over bytes that come one after the other. */
export type Verification =
	| { kind: 'refused'; reason: Refusal }
	/** `verdict` after the last `update`. */
	| { kind: 'begun'; update(chunk: Uint8Array): void; verdict(): Verdict };

/** One text of a body that is too large to be held in memory or kept in the log: it is cut out while it comes. */
export interface LargeBody {
	/** Where it stands in the JSON, in base64, e.g. `data.full_audio`. */
	path: string;
	/** Of what it holds. */
	contentType: string;
	/** Bytes of the whole request; what is left without that text may have `bodyLimit`. */
	limit: number;
	/** As the provider's `verify`; headers and time are judged before the first byte. */
	verify(request: Pick<HookRequest, 'headers' | 'receivedAt'>, connection: HookConnection): Verification;
}

/** What a provider's folder exports as default from its index.ts. */
export interface Provider {
	/** Same as the folder's name. */
	id: string;
	label: string;
	/** The vendor's page on its webhooks. */
	documentation: string;
	/** `user`: belongs to the person who connected it; `workspace`: to all. */
	ownedBy: 'user' | 'workspace';
	/** Bytes. */
	bodyLimit: number;
	largeBody?: LargeBody;
	secrets: SecretField[];
	/** Per-connection settings, all strings. */
	settings: z.ZodType<Record<string, string | undefined>>;
	/** Headers kept with a delivery, lower case; never one that carries a plain credential. */
	keptHeaders: string[];
	answers: Record<Outcome, Answer>;
	/** Answers a probe of the address (RingCentral) before verification; such a request makes no events. */
	handshake?(request: HookRequest, connection: HookConnection): Answer | undefined;
	/** By name, the last part of their address. */
	inquiries?: Record<string, Inquiry>;
	/** On the raw bytes; must not throw, must not read a clock (use request.receivedAt). */
	verify(request: HookRequest, connection: HookConnection, tools?: VerifyTools): Verdict | Promise<Verdict>;
	/** Job kind → what works it off; kinds begin with the provider's id. Payloads carry `connectionId`. */
	jobs?: Record<string, ProviderJob>;
	/** Pure: bytes in, facts out; keeps no state. Called for verified requests only. */
	parse(request: HookRequest, connection: HookConnection): Parsed;
	/** The set-up as people see it. */
	guide: Guide;
	/** Hosts that are sent the connection's credentials, e.g. `webexapis.com`; no other is. */
	hosts?: string[];
	/** Accounts are connected by signing in; the token is sent as a bearer. */
	signIn?: SignIn;
	/** The header that proves who asks, where there is no sign-in; undefined when the secrets do not hold what it takes. */
	authorization?(secrets: Record<string, string>): { name: string; value: string } | undefined;
	checkKey?: CheckKey;
	subscriptions?: Subscriptions;
	backfill?: Backfill;
	/** Calls that an assistant of this vendor makes for us. */
	assistant?: AssistantCalls;
	/** Appointments are made there for us. */
	bookings?: Bookings;
	/** Without it, recordings that it tells of stay there. */
	recordings?: RecordingSource;
	/** Sends what was said by itself, soon after the call: its recordings are not transcribed. */
	givesTranscripts?: boolean;
	/** Whose voice is on the first channel and whose on the second, of recordings that have two. */
	recordedChannels?: { [D in Direction]?: readonly ['remote' | 'local', 'remote' | 'local'] };
	/** Scenario name → signed requests, as the vendor sends them. */
	scenarios: Record<string, (input: SimulationInput) => SimulatedRequest[]>;
}
