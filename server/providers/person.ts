import type { Party } from '../../lib/contract/call.ts';
import { readParty } from '../../lib/phone/index.ts';

const MAX_TEXT = 500;

/** Somebody known by a form (a booking, a payment), where no phone number means none was asked for, not that it was withheld. */
export function personOf(
	phone: string | undefined,
	region: string,
	extras: { name?: string; email?: string },
): Party {
	const read = readParty(phone, region, extras);
	if (!read.anonymous) return read;
	const { anonymous: _, ...party } = read;
	return { ...party, raw: (phone ?? '').trim().slice(0, MAX_TEXT) };
}
