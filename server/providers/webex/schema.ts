import { z } from 'zod';

// With them an event's id, joined of four fields, stays below the contract's 300.
const MAX_ID = 200;
const MAX_WORD = 40;

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
export const Envelope = z.object({ resource: z.string(), data: z.unknown() });

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

export type TelephonyCall = z.infer<typeof TelephonyCall>;
