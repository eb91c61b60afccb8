export {
	contactIdKey,
	emailKey,
	exactKey,
	leadKeys,
	type MatchKey,
	partyKeys,
	phoneKeys,
	SUFFIX_DIGITS,
} from './keys.ts';
export { formatNumber, type NumberReading, readNumber, regionOf } from './number.ts';
export { readParty } from './party.ts';
