import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What a string that a provider, CRM or person calls "number" turned out to be. */
export type NumberReading =
	| { kind: 'phone'; e164: string; extension?: string }
	| { kind: 'extension'; extension: string }
	| { kind: 'sip'; address: string; e164?: string }
	| { kind: 'anonymous' }
	| { kind: 'unreadable' };

const withheld =
	/^(anonymous|private|restricted|unavailable|unknown|withheld|blocked|no[ -]?caller[ -]?id)$/i;

// Twilio spells a withheld number on a telephone keypad. https://www.twilio.com/docs/voice/troubleshooting
const withheldDigits = new Set(['+7378742833', '+2562533', '+8656696', '+266696687', '+86282452253']);

// Marks that contact apps paste along with a number.
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const e164 = /^\+[1-9]\d{6,14}$/;

const MAX_LENGTH = 250;
const LONGEST_EXTENSION = 6;

/** Reads a number as dialled from `region` (ISO 3166-1 alpha-2). Never throws. */
export function readNumber(raw: string | undefined, region: string): NumberReading {
	const text = (raw ?? '').slice(0, MAX_LENGTH).replace(invisible, '').trim();
	if (text === '' || withheld.test(text) || withheldDigits.has(text)) return { kind: 'anonymous' };
	const sip = readSip(text, region);
	if (sip) return sip;
	const digits = text.replace(/[\s().\-/]/g, '');
	if (/^[*#]?\d+#?$/.test(digits) && digits.length <= LONGEST_EXTENSION) {
		return { kind: 'extension', extension: digits };
	}
	return readPhone(text, region);
}

/** International format for reading, e.g. `+49 30 23125101`; the input itself where it cannot be formatted. */
export function formatNumber(e164: string): string {
	return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** Region that a number belongs to, ISO 3166-1 alpha-2; undefined where several or none share its prefix. */
export function regionOf(e164: string): string | undefined {
	return parsePhoneNumberFromString(e164)?.country;
}

function readPhone(text: string, region: string): NumberReading {
	const country = isSupportedCountry(region) ? (region as CountryCode) : undefined;
	const dialled = text.replace(/^tel:/i, '').replace(/^00(?=[1-9])/, '+');
	const number = parsePhoneNumberFromString(splitComma(dialled), { defaultCountry: country, extract: false });
	// Germany's plan allows 17 digits by its metadata; E.164 ends at 15, whatever the country says.
	if (!number?.isPossible() || !e164.test(number.number)) return { kind: 'unreadable' };
	return number.ext
		? { kind: 'phone', e164: number.number, extension: number.ext }
		: { kind: 'phone', e164: number.number };
}

/** `…,204` and `…;204` are how phones store an extension to dial after the answer. */
function splitComma(text: string): string {
	return text.replace(/\s*[,;]+\s*(\d{1,6})#?$/, ' ext. $1');
}

function readSip(text: string, region: string): NumberReading | undefined {
	const match = /^(?:sips?:)?([^\s@]{1,100})@([^\s@;>]{1,150})/i.exec(text);
	if (!match?.[1] || !match[2]) return undefined;
	const address = `${match[1]}@${match[2]}`;
	const user = /^\+?\d{7,15}$/.test(match[1]) ? readPhone(match[1], region) : undefined;
	return user?.kind === 'phone' ? { kind: 'sip', address, e164: user.e164 } : { kind: 'sip', address };
}
