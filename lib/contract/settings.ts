import { z } from 'zod';
import { E164, Id, ShortText } from './primitives.ts';
import { Text } from './text.ts';

/** How those who are recorded learn of it. `none`: nothing is fetched and nothing is transcribed (§ 201 StGB). */
export const ConsentMode = z.enum(['none', 'announced', 'asked']);

/** By connection; one that is not named has `none`. */
export const ConsentSettings = z.object({ connections: z.record(Id, ConsentMode).default({}) });

const Days = z.number().int().min(1).max(3_650);

/** Days that things are kept; deliveries never longer than the installation keeps them. */
export const RetentionSettings = z.object({
	recordingDays: Days.default(90),
	deliveryDays: Days.optional(),
});

/** What a fact is read as; `choice` takes one of its choices. */
export const FactKind = z.enum(['text', 'number', 'date', 'date-time', 'phone', 'email', 'choice']);

/** One thing to be found out in a call. */
export const FactField = z.object({
	/** Unique; e.g. `notice_period`. */
	name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
	label: ShortText.min(1).max(80),
	/** Of a preset: shown in the reader's language instead of `label`. */
	labels: Text.optional(),
	kind: FactKind,
	/** For the model: what counts, in a sentence. */
	description: z.string().max(400).default(''),
	choices: z.array(z.string().min(1).max(80)).max(30).default([]),
	/** Key in the CRM's record; without it the fact is shown and not written. */
	crmField: z
		.string()
		.regex(/^[A-Za-z_][\w.]{0,79}$/)
		.optional(),
});

export const FactsSettings = z.object({
	preset: z.enum(['recruiting', 'sales', 'own']).default('recruiting'),
	/** Empty: those of the preset. */
	fields: z
		.array(FactField)
		.max(40)
		.refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, 'has a name twice')
		.default([]),
});

/** An OpenAI-compatible API; `https://api.openai.com/v1` where nothing else is said. Its key is a secret beside it. */
const ModelAccess = z.object({
	baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.openai.com/v1'),
	model: ShortText.min(1),
});

/** What becomes of a call. Secrets: `transcriptionKey`, `extractionKey` (the former where it is missing). */
export const AfterCallSettings = z.object({
	isOn: z.boolean().default(false),
	transcription: ModelAccess.extend({
		model: ShortText.min(1).default('gpt-4o-transcribe-diarize'),
		/** `branch`: what is spoken where the branch is, detected only where that is not known. */
		language: z.enum(['branch', 'detect']).default('branch'),
	}).prefault({}),
	extraction: ModelAccess.extend({ model: ShortText.min(1).default('gpt-4o') }).prefault({}),
	/** Of audio a month (UTC); nothing is transcribed beyond. */
	monthlyMinutes: z.number().int().min(0).max(1_000_000).optional(),
	/** Of models a month (UTC), in and out; nothing is extracted beyond. */
	monthlyTokens: z.number().int().min(0).max(10_000_000_000).optional(),
	/** Facts go to the CRM without anybody's OK. */
	writesAlone: z.boolean().default(false),
	booking: z
		.object({
			connectionId: Id,
			eventTypeId: z.number().int().positive(),
			/** A wished time that is free is booked without anybody's OK. */
			booksAlone: z.boolean().default(false),
		})
		.optional(),
});

/** Where facts and unknown callers go. Secret: `apiKey`. */
export const CrmSettings = z.object({
	kind: z.enum(['none', 'pulspoint']).default('none'),
	/** Without a slash at its end, e.g. `https://crm.example`. */
	baseUrl: z.url({ protocol: /^https?$/ }).optional(),
});

/** When and how often the assistant may call out. */
export const AssistantSettings = z.object({
	/** The connection to ElevenLabs. */
	connectionId: Id.optional(),
	agentId: ShortText.optional(),
	/** ElevenLabs' id of the number, used where a request names none. */
	phoneNumberId: ShortText.optional(),
	carrier: z.enum(['twilio', 'sip-trunk']).default('twilio'),
	/** Base of the questionnaires, ends in `/api/v1`; `{base}/questionnaire/{campaign_id}` is read. */
	hiringsApiUrl: z.url({ protocol: /^https?$/ }).optional(),
	/** In `timeZone`, minutes since midnight; 0 is Sunday. */
	hours: z
		.object({
			from: z.number().int().min(0).max(1_440),
			to: z.number().int().min(0).max(1_440),
			days: z.array(z.number().int().min(0).max(6)).min(1),
			timeZone: ShortText,
		})
		.optional(),
	mostAtOnce: z.number().int().min(1).max(100).default(3),
	mostPerDay: z.number().int().min(1).max(10_000).default(100),
	doNotCall: z.array(E164).max(10_000).default([]),
	/** That a link to talk may be opened. */
	linkDays: z.number().int().min(1).max(90).default(14),
});

/** Documents of the workspace, by name; each passes its schema when it is read as well. */
export const settingsSchemas = {
	consent: ConsentSettings,
	retention: RetentionSettings,
	facts: FactsSettings,
	'after-call': AfterCallSettings,
	crm: CrmSettings,
	assistant: AssistantSettings,
} as const;

export type SettingsName = keyof typeof settingsSchemas;
export type SettingsOf<N extends SettingsName> = z.infer<(typeof settingsSchemas)[N]>;

/** Which secrets each may have; they are told apart by name and never sent back. */
export const settingsSecrets = {
	consent: [],
	retention: [],
	facts: [],
	'after-call': ['transcriptionKey', 'extractionKey'],
	crm: ['apiKey'],
	assistant: [],
} as const satisfies Record<SettingsName, readonly string[]>;

/** `GET /v1/settings/:name`. */
export const SettingsView = z.object({
	/** 0 while nobody has set anything. */
	version: z.number().int().nonnegative(),
	value: z.unknown(),
	/** Names of those secrets that are set. */
	secretsSet: z.array(z.string()),
});

/** `PUT /v1/settings/:name`: refused where another version stands. Secrets that are not named stay; null removes one. */
export const SettingsEntry = z.object({
	version: z.number().int().nonnegative(),
	value: z.unknown(),
	secrets: z.record(z.string().max(40), z.string().min(1).max(500).nullable()).default({}),
	/** Saved though a service does not take what was entered, or cannot be asked. */
	force: z.boolean().default(false),
});

const MonthUsage = z.object({
	/** UTC, e.g. `2026-11`. */
	month: z.string(),
	/** Of audio transcribed. */
	seconds: z.number().nonnegative(),
	/** Of models, in and out. */
	tokens: z.number().nonnegative(),
});

/** `GET /v1/usage`. */
export const UsageView = z.object({
	thisMonth: MonthUsage,
	lastMonth: MonthUsage,
	monthlyMinutes: z.number().int().optional(),
	monthlyTokens: z.number().int().optional(),
});

export type ConsentMode = z.infer<typeof ConsentMode>;
export type FactField = z.infer<typeof FactField>;
export type SettingsView = z.infer<typeof SettingsView>;
export type UsageView = z.infer<typeof UsageView>;
