import { z } from 'zod';
import { Address, ProviderId } from './schema.ts';

const MAX_SECONDS = 7 * 24 * 60 * 60;

/** https://developers.ringcentral.com/api-reference/Call-Log/readUserCallLog; `duration` is in seconds. */
export const CallRecord = z.object({
	id: ProviderId,
	telephonySessionId: ProviderId,
	partyId: ProviderId.nullish().catch(undefined),
	/** Whose call it is; missing where it is the one who asks. */
	extension: z.object({ id: ProviderId }).nullish().catch(undefined),
	type: z.string(),
	direction: z.enum(['Inbound', 'Outbound']),
	result: z.string().nullish().catch(undefined),
	startTime: z.iso.datetime({ offset: true }),
	duration: z.number().min(0).max(MAX_SECONDS).nullish().catch(undefined),
	from: Address.optional().catch(undefined),
	to: Address.optional().catch(undefined),
	recording: z.object({ id: ProviderId }).nullish().catch(undefined),
});

export type CallRecord = z.infer<typeof CallRecord>;

/** Each record is read by itself, so that an odd one does not cost the others. */
export const CallLogPage = z.object({ records: z.array(z.unknown()).max(1_000) });
