import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { HookConnection } from './provider.ts';

/** What came of asking a vendor's API. Never thrown: each of them is to be expected. */
export type Asked<T> =
	| { kind: 'read'; value: T }
	/** 404 or 410. */
	| { kind: 'gone' }
	/** 401: the token or key is not taken. */
	| { kind: 'signed-out' }
	/** 403: a right or a licence is missing. `reason` is the vendor's code or words, nothing personal. */
	| { kind: 'forbidden'; reason: string }
	/** Any other 4xx. */
	| { kind: 'refused'; status: number; reason: string }
	/** Ask again, not before `at` (ms since 1970) where it is said: 429, 5xx, no answer. */
	| { kind: 'later'; reason: string; at?: number }
	| { kind: 'too-large' }
	/** Answered, and not as documented. */
	| { kind: 'unexpected'; reason: string };

export interface VendorRequest<T> {
	method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Absolute; its host must be one that the manifest names. */
	url: string;
	/** Of the answer's JSON; `z.unknown()` where nothing is read. An empty answer is read as null. */
	schema: z.ZodType<T>;
	json?: unknown;
	/** Form-encoded body; repeated names are allowed. */
	form?: [string, string][];
	headers?: Record<string, string>;
	/** No longer than this for the whole answer, ms; 20 s where it is not given. */
	timeoutMs?: number;
}

/** Asks the vendor with the connection's credentials, within its rate limit. */
export type AskVendor = <T>(request: VendorRequest<T>) => Promise<Asked<T>>;

/** What set-up, upkeep and backfill of one connection may use. */
export interface VendorTools {
	connection: HookConnection;
	ask: AskVendor;
	clock: Clock;
	/** Where the vendor is to send this connection's webhooks. */
	hookUrl: string;
}
