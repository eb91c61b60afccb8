import { z } from 'zod';
import { E164, Id, Instant, ShortText } from './primitives.ts';

/** A stored number of a lead: `e164` where it could be read, `raw` as the CRM had it. */
export const LeadPhone = z.object({
	label: ShortText.optional(),
	raw: ShortText,
	e164: E164.optional(),
	extension: ShortText.optional(),
});

/** A person or company in the CRM. `recordUrl` is http(s) only. */
export const Lead = z.object({
	leadId: Id,
	externalId: ShortText.optional(),
	name: ShortText,
	company: ShortText.optional(),
	role: ShortText.optional(),
	stage: ShortText.optional(),
	owner: ShortText.optional(),
	nextStep: ShortText.optional(),
	phones: z.array(LeadPhone).max(20),
	emails: z.array(ShortText).max(20),
	recordUrl: z
		.url({ protocol: /^https?$/ })
		.max(2_000)
		.optional(),
	lastContact: z.object({ at: Instant, quote: ShortText.optional() }).optional(),
	updatedAt: Instant,
});

/** How a lead was found for a party, surest first. */
export const MatchRule = z.enum(['contact-id', 'exact', 'email', 'suffix']);

/** `field` is the label of the phone or mail field that agreed, e.g. `mobile`. */
export const LeadMatch = z.object({ leadId: Id, rule: MatchRule, field: ShortText.optional() });

/** Body of `call.matched`. `chosen`: a person picked it, which outranks what a device computed. */
export const CallMatched = z.object({
	callId: Id,
	matches: z.array(LeadMatch).max(50),
	chosen: z.boolean(),
	deviceId: Id,
	at: Instant,
});

export const LeadRemoved = z.object({ leadId: Id });

/** Many leads changed at once (an import): devices read `GET /v1/leads` instead of one event a lead. */
export const LeadsImported = z.object({
	importId: Id,
	changedCount: z.number().int().nonnegative(),
});

export type LeadPhone = z.infer<typeof LeadPhone>;
export type Lead = z.infer<typeof Lead>;
export type MatchRule = z.infer<typeof MatchRule>;
export type LeadMatch = z.infer<typeof LeadMatch>;
export type CallMatched = z.infer<typeof CallMatched>;
