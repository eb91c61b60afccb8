import { z } from 'zod';

// With them an event's id, joined of four fields, stays below the contract's 300.
const MAX_ID = 200;
const MAX_WORD = 40;
const MAX_SECONDS = 7 * 24 * 60 * 60;

const ProviderId = z.string().min(1).max(MAX_ID);

/** Numbers come as text; an unquoted extension must not lose the call. */
const Digits = z.union([z.string(), z.number().transform(String)]).nullish();

const RemoteParty = z.object({
	name: z.string().nullish(),
	number: Digits,
	privacyEnabled: z.boolean().nullish(),
	/** `location` and `organization` are colleagues. */
	callType: z.string().nullish(),
});

const Redirection = z.object({
	reason: z.string().nullish(),
	redirectingParty: z.object({ name: z.string().nullish() }).nullish(),
});

/** The envelope's own id and times are those of the webhook, not of the call. */
export const Envelope = z.object({
	resource: z.string(),
	/** `created`, `updated` or `deleted`; says nothing of a call. */
	event: z.string().nullish().catch(undefined),
	/** Whose call it is. */
	actorId: z.string().min(1).max(MAX_ID).nullish().catch(undefined),
	data: z.unknown(),
});

/**
 * `data` of a `telephony_calls` delivery, as far as we read it. Times are ISO 8601 where they can be read.
 * https://developer.webex.com/docs/api/guides/webhooks
 */
export const TelephonyCall = z.object({
	eventType: z.string().max(MAX_WORD).catch(''),
	eventTimestamp: z.iso.datetime({ offset: true }).max(MAX_WORD),
	/** One leg: one ring on one person. */
	callId: ProviderId,
	/** The whole call. */
	callSessionId: ProviderId,
	personality: z.string(),
	state: z.string(),
	remoteParty: RemoteParty.nullish(),
	redirections: z.array(Redirection).nullish(),
	created: z.string().nullish(),
	answered: z.string().nullish(),
	disconnected: z.string().nullish(),
	completedElsewhere: z.boolean().nullish(),
});

/**
 * `data` of a `convergedRecordings` or `recordings` delivery. Webex documents it for the API alone, so nothing but
 * the id is relied on. https://developer.webex.com/docs/api/v1/converged-recordings
 */
export const Recording = z.object({
	id: ProviderId,
	createTime: z.string().nullish().catch(undefined),
	timeRecorded: z.string().nullish().catch(undefined),
	durationSeconds: z.number().min(0).max(MAX_SECONDS).nullish().catch(undefined),
	format: z.string().max(MAX_WORD).nullish().catch(undefined),
	status: z.string().max(MAX_WORD).nullish().catch(undefined),
	/** `calling` and `customerAssist` are calls. */
	serviceType: z.string().max(MAX_WORD).nullish().catch(undefined),
	/** A meeting's, not a call's. */
	meetingId: z.string().nullish().catch(undefined),
	meetingSeriesId: z.string().nullish().catch(undefined),
	serviceData: z
		.object({ callSessionId: ProviderId.nullish().catch(undefined) })
		.nullish()
		.catch(undefined),
});

export type Envelope = z.infer<typeof Envelope>;
export type Recording = z.infer<typeof Recording>;
export type TelephonyCall = z.infer<typeof TelephonyCall>;
