import { z } from 'zod';
import { CallData } from './call.ts';
import { ConnectionState } from './connection.ts';
import { CallMatched, Lead, LeadMatch } from './lead.ts';
import { E164, Id, Instant, LongText, Provider, Region, Role, ShortText } from './primitives.ts';
import { CheckView, SignInView, SubscriptionView } from './setup.ts';
import { Cursor } from './stream.ts';

/** `POST /v1/pair`: turns a single-use code (admin link or invite) or a company's sign-up code into a device. */
export const PairRequest = z.object({
	code: z.string().min(8).max(200),
	deviceName: ShortText,
	/** How a person who signs up is called; her device's name where it is missing. */
	userName: ShortText.optional(),
});

export const Me = z.object({
	workspaceId: Id,
	workspaceName: ShortText,
	userId: Id,
	userName: ShortText,
	role: Role,
	deviceId: Id,
	/** Reads national numbers of this user's branch; the workspace's where no branch says. */
	region: Region,
});

export const PairResponse = z.object({ token: z.string(), me: Me });

/**
 * One call with every known view of its legs, in no particular order: the reader merges them (lib/calls),
 * so server and browser can never disagree on what a call shows. In lists a call that is known by several ids is one
 * record with the views of each (`joinedCallOf` reads it); a snapshot has a record for each id.
 */
export const CallRecord = z.object({
	callId: Id,
	views: z.array(z.object({ time: Instant, data: CallData })).max(500),
	matched: CallMatched.optional(),
	note: LongText.optional(),
});

/** `GET /v1/snapshot`: what a device shows now, and the cursor from which the stream continues it. */
export const Snapshot = z.object({ cursor: Cursor, calls: z.array(CallRecord) });

/** A number of ours that no branch owns: its calls go to everybody. `callCount` is of the newest events. */
export const UnownedNumber = z.object({
	e164: E164,
	callCount: z.number().int().positive(),
	lastCalledAt: Instant,
});

export const CallsPage = z.object({
	calls: z.array(CallRecord),
	next: z.string().optional(),
	/** For admins, with the first page: numbers to assign to a branch. */
	unownedNumbers: z.array(UnownedNumber).optional(),
});

/** `GET /v1/leads?after=`: changed leads in order; `removed` are ids. Repeat with `next` until `done`. */
export const LeadsPage = z.object({
	leads: z.array(Lead),
	removed: z.array(Id),
	next: z.string(),
	done: z.boolean(),
	/** Leads in the workspace, for a progress bar. */
	total: z.number().int().nonnegative(),
	/** Not the log the cursor was from (restored backup): drop what is cached, start again without `after`. */
	reset: z.boolean().optional(),
});

export const ConnectionView = z.object({
	connectionId: Id,
	provider: Provider,
	name: ShortText,
	ownerUserId: Id.optional(),
	state: ConnectionState,
	hookUrl: z.string(),
	lastEventAt: Instant.optional(),
	createdAt: Instant,
	ownerName: ShortText.optional(),
	branchId: Id.optional(),
	signIn: SignInView.optional(),
	subscriptions: z.array(SubscriptionView).optional(),
	/** What was looked at last, the worst first. */
	checks: z.array(CheckView).optional(),
});

export const Outcome = z.enum(['accepted', 'duplicate', 'ignored', 'unsupported', 'malformed', 'refused']);

export const DeliveryView = z.object({
	deliveryId: Id,
	connectionId: Id,
	provider: Provider,
	receivedAt: Instant,
	outcome: Outcome,
	reason: ShortText.optional(),
	size: z.number().int().nonnegative(),
	verifyUs: z.number().int().nonnegative().optional(),
	parseUs: z.number().int().nonnegative().optional(),
	commitUs: z.number().int().nonnegative().optional(),
	eventIds: z.array(Id),
});

/** `POST /v1/commands/<name>` bodies. Every command carries an `Idempotency-Key` header. */
export const commands = {
	/** Which lead(s) this device found, or the person chose, for a call → `call.matched`. */
	reportMatch: z.object({
		callId: Id,
		matches: z.array(LeadMatch).max(50),
		chosen: z.boolean(),
	}),
	/** The note as typed so far; the latest `writtenAt` wins. */
	saveNote: z.object({ callId: Id, text: LongText, writtenAt: Instant }),
	/** A signed ring from the workspace's own test connection, to this user alone. */
	testRing: z.object({ from: E164.optional() }),
} as const;

export type CommandName = keyof typeof commands;
export type CommandBody<N extends CommandName> = z.infer<(typeof commands)[N]>;

/** 202 answer of every command. */
export const CommandAccepted = z.object({
	id: Id,
	/** Of `testRing`: what became of it on the server, and whether the asking device has a stream open. */
	ring: z.object({ callId: Id, outcome: Outcome, isConnected: z.boolean() }).optional(),
});

/** CSV import: where each lead field comes from. Values are column headers of the file. */
export const ImportMapping = z.object({
	name: z.array(ShortText).min(1).max(3),
	company: ShortText.optional(),
	role: ShortText.optional(),
	stage: ShortText.optional(),
	owner: ShortText.optional(),
	nextStep: ShortText.optional(),
	phones: z.array(ShortText).max(10),
	emails: z.array(ShortText).max(10),
	externalId: ShortText.optional(),
	updatedAt: ShortText.optional(),
	recordUrl: ShortText.optional(),
	/** e.g. `https://crm.example/people/{id}`: `{…}` is a column header, or `id` for the external id. */
	recordUrlTemplate: z.string().max(2_000).optional(),
});

/** `POST /v1/imports` (body: the file) → what was read and guessed; nothing is stored yet. */
export const ImportPreview = z.object({
	importId: Id,
	columns: z.array(ShortText),
	guess: ImportMapping,
	encoding: z.string(),
	delimiter: z.string(),
	rowCount: z.number().int().nonnegative(),
	sample: z.array(z.record(z.string(), z.string())).max(20),
});

/** `POST /v1/imports/:id/run`, then `GET /v1/imports/:id`. Rejected rows: `GET /v1/imports/:id/rejected.csv`. */
export const ImportRun = z.object({ mapping: ImportMapping, region: Region });

export const ImportStatus = z.object({
	importId: Id,
	state: z.enum(['preview', 'running', 'done', 'failed', 'cancelled']),
	rowCount: z.number().int().nonnegative(),
	readCount: z.number().int().nonnegative(),
	createdCount: z.number().int().nonnegative(),
	updatedCount: z.number().int().nonnegative(),
	rejectedCount: z.number().int().nonnegative(),
	/** Numbers that could not be read; kept as they were written. */
	warningCount: z.number().int().nonnegative().optional(),
	rejected: z.array(z.object({ row: z.number().int(), reason: ShortText })).max(100),
	failure: ShortText.optional(),
});

export type Me = z.infer<typeof Me>;
export type CallRecord = z.infer<typeof CallRecord>;
export type Snapshot = z.infer<typeof Snapshot>;
export type LeadsPage = z.infer<typeof LeadsPage>;
export type Outcome = z.infer<typeof Outcome>;
export type CommandAccepted = z.infer<typeof CommandAccepted>;
export type ConnectionView = z.infer<typeof ConnectionView>;
export type DeliveryView = z.infer<typeof DeliveryView>;
export type ImportMapping = z.infer<typeof ImportMapping>;
export type ImportPreview = z.infer<typeof ImportPreview>;
export type ImportStatus = z.infer<typeof ImportStatus>;
