import type { Party } from '../contract/index.ts';
import { readNumber } from './number.ts';

const MAX_TEXT = 500;

/** A party from what a provider calls its number; texts are cut to what the contract allows. */
export function readParty(
	raw: string | undefined,
	region: string,
	extras: Partial<Omit<Party, 'raw'>> = {},
): Party {
	const reading = readNumber(raw, region);
	const party: Party = { raw: (raw ?? '').slice(0, MAX_TEXT), ...addressOf(reading) };
	for (const [field, value] of Object.entries(extras)) {
		if (value === undefined || value === '') continue;
		Object.assign(party, { [field]: typeof value === 'string' ? value.slice(0, MAX_TEXT) : value });
	}
	return party;
}

function addressOf(reading: ReturnType<typeof readNumber>): Omit<Party, 'raw'> {
	switch (reading.kind) {
		case 'phone':
			return reading.extension
				? { e164: reading.e164, extension: reading.extension }
				: { e164: reading.e164 };
		case 'extension':
			return { extension: reading.extension };
		case 'sip':
			return reading.e164 ? { sip: reading.address, e164: reading.e164 } : { sip: reading.address };
		case 'anonymous':
			return { anonymous: true };
		case 'unreadable':
			return {};
	}
}
