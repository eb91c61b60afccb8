import type { z } from 'zod';
import type { Outcome } from '../../lib/contract/api.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { NewJob } from '../store/ports.ts';

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
	/** The provider's verify threw: a bug of ours, and no reason to believe anybody. */
	| 'verification-failed';

export type Verdict = { kind: 'verified' } | { kind: 'refused'; reason: Refusal };

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
	/** The address the requests will be sent to. */
	hookUrl: string;
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
	secrets: SecretField[];
	/** Per-connection settings, all strings. */
	settings: z.ZodType<Record<string, string | undefined>>;
	/** Headers kept with a delivery, lower case; never one that carries a plain credential. */
	keptHeaders: string[];
	answers: Record<Outcome, Answer>;
	/** Answers a probe of the address (RingCentral) before verification; such a request makes no events. */
	handshake?(request: HookRequest, connection: HookConnection): Answer | undefined;
	/** On the raw bytes; must not throw, must not read a clock (use request.receivedAt). */
	verify(request: HookRequest, connection: HookConnection): Verdict | Promise<Verdict>;
	/** Pure: bytes in, facts out; keeps no state. Called for verified requests only. */
	parse(request: HookRequest, connection: HookConnection): Parsed;
	/** Scenario name → signed requests, as the vendor sends them. */
	scenarios: Record<string, (input: SimulationInput) => SimulatedRequest[]>;
}
