import type { Lead } from '../../../lib/contract/lead.ts';
import type { Attendee } from '../../providers/bookings.ts';
import type { CallHistory } from '../call-log.ts';
import { eventsOf, extractionOf } from '../call-parts.ts';

/** Who the appointment is for; undefined where neither mail nor number is known. `name`: as somebody entered it. */
export function attendeeOf(
	{ call, events }: Pick<CallHistory, 'call' | 'events'>,
	lead: Lead | undefined,
	name: string | undefined,
): Attendee | undefined {
	const { remote } = call ?? {};
	const email = lead?.emails[0] ?? remote?.email;
	const called = remote?.anonymous ? undefined : remote?.e164;
	const phone = called ?? lead?.phones.find(({ e164 }) => e164)?.e164;
	if (!email && !phone) return undefined;
	const said = extractionOf(events)?.fields.find((field) => field.name === 'name')?.value;
	const language = eventsOf(events, 'ringside.transcript.ready').at(-1)?.data.language?.slice(0, 2);
	return {
		name: name || lead?.name || said || remote?.name || phone || '',
		...(email && { email }),
		...(phone && { phone }),
		...(language && { language }),
	};
}
