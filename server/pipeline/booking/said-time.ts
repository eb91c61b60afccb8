import { numberPieces } from '../../../lib/facts/number-words.ts';
import { spoken } from '../../../lib/facts/said-text.ts';

/** A time of day in words; minutes since midnight. */
export interface SaidTime {
	minutes: number;
	/** False: only a part of the day was named. */
	isExact: boolean;
	/** Several times were named; this is the first. */
	isOneOfSeveral: boolean;
}

type Part = 'morning' | 'noon' | 'afternoon' | 'evening';

/** When a part of the day begins to be of use for an appointment. */
const partMinutes: Record<Part, number> = { morning: 540, noon: 720, afternoon: 840, evening: 1_080 };

const word = (alternatives: string) => new RegExp(`(?<![\\p{L}\\d])(?:${alternatives})(?![\\p{L}\\d])`, 'gu');

const parts: [Part, RegExp][] = [
	['morning', word('vormittags?|in der frühe?|früh|morgens|am morgen|(?<=tag |woch |heute )morgen')],
	['afternoon', word('(?:am )?nachmittags?|(?:in the |this )?afternoon|(?:de|por|en) la tarde')],
	['evening', word('(?:am )?abends?|(?:in the |this )?evening|tonight|(?:de|por|en) la noche')],
	['morning', word('(?:in the |this )?morning|(?:de|por|en) la mañana')],
	['noon', word('(?:am )?mittags?|noon|midday|(?:al? )?mediodía')],
];

const H = '([01]?\\d|2[0-3])';
const M = '([0-5]?\\d)';
const AM_PM = '(?:\\s*([ap])\\.?\\s?m\\.?(?![\\p{L}]))';
const NOT_BEFORE = '(?<![\\d.,:/])';

interface Found {
	/** As said. */
	hour: string;
	minute?: number;
	/** Of the day: `a` or `p`. */
	half?: string;
}
type Form = [RegExp, (match: readonly (string | undefined)[]) => Found];

const before = (hour = '', minute = 0): Found => ({ hour: String(Number(hour) - 1 || 12), minute });
const at = (hour = '', minute: string | number = 0, half?: string): Found => ({
	...{ hour, minute: Number(minute), half },
});
const form = (source: string, read: Form[1]): Form => [new RegExp(NOT_BEFORE + source, 'gu'), read];

/** The most telling first; each is taken out of the text before the next is looked for. */
const forms: Form[] = [
	form(`dreiviertel ${H}(?: uhr)?`, ([, h]) => before(h, 45)),
	form(`viertel nach ${H}(?: uhr)?`, ([, h]) => at(h, 15)),
	form(`viertel vor ${H}(?: uhr)?`, ([, h]) => before(h, 45)),
	form(`(?:um )?halb ${H}(?: uhr)?`, ([, h]) => before(h, 30)),
	form(`half past ${H}${AM_PM}?`, ([, h, half]) => at(h, 30, half)),
	form(`(?:a )?quarter past ${H}${AM_PM}?`, ([, h, half]) => at(h, 15, half)),
	form(`(?:a )?quarter to ${H}${AM_PM}?`, ([, h, half]) => ({ ...before(h, 45), half })),
	form(`a las? ${H} y media`, ([, h]) => at(h, 30)),
	form(`a las? ${H} y cuarto`, ([, h]) => at(h, 15)),
	form(`a las? ${H} menos cuarto`, ([, h]) => before(h, 45)),
	form(`a las? ${H} y ${M}(?!\\d)`, ([, h, m]) => at(h, m)),
	form(`${M}(?: minuten)? (?:nach|past) ${H}(?: uhr)?${AM_PM}?`, ([, m, h, half]) => at(h, m, half)),
	form(`${M}(?: minuten)? (?:vor|to) ${H}(?: uhr)?${AM_PM}?`, ([, m, h, half]) => ({
		...before(h, 60 - Number(m)),
		half,
	})),
	form(`${H}:([0-5]\\d)(?: uhr| h(?:oras)?(?!\\p{L}))?${AM_PM}?`, ([, h, m, half]) => at(h, m, half)),
	form(`${H}\\.([0-5]\\d) uhr`, ([, h, m]) => at(h, m)),
	form(`${H} uhr(?: ([0-5]\\d)(?!\\d))?`, ([, h, m]) => at(h, m)),
	form(`${H}${AM_PM}`, ([, h, half]) => at(h, 0, half)),
	form(`${H} (?:o['’]?clock|horas)(?!\\p{L})`, ([, h]) => at(h)),
	form(`(?:um|gegen|at|around|a las?|sobre las?) ${H}(?![\\d.:/])(?! (?:tage|days|días))`, ([, h]) => at(h)),
];

/** Words of a wish, with numbers in digits, and the time of day taken out of it; the rest is of the day. */
export function readSaidTime(words: string): { time?: SaidTime; rest: string } {
	let rest = inDigits(words);
	const found: (Found & { place: number })[] = [];
	for (const [pattern, read] of forms) {
		for (const match of rest.matchAll(pattern)) found.push({ ...read(match), place: match.index });
		// Of the same length, so that places stay.
		rest = rest.replace(pattern, (match) => ';'.padEnd(match.length));
	}
	let part: Part | undefined;
	for (const [name, pattern] of parts) {
		rest = rest.replace(pattern, () => {
			part ??= name;
			return ' ';
		});
	}
	rest = rest.replace(/[;\s]+/g, ' ').trim();
	found.sort((a, b) => a.place - b.place);
	const times = new Set(found.map((one) => minutesOf(one, part)));
	const [first] = times;
	const isOneOfSeveral = times.size > 1;
	if (first !== undefined) return { time: { minutes: first, isExact: true, isOneOfSeveral }, rest };
	return part ? { time: { minutes: partMinutes[part], isExact: false, isOneOfSeveral }, rest } : { rest };
}

function minutesOf({ hour, minute = 0, half }: Found, part: Part | undefined): number {
	return hourOf(hour, half, part) * 60 + minute;
}

/** Nobody makes an appointment at three in the night, unless it is written as such: "03:00". */
function hourOf(said: string, half: string | undefined, part: Part | undefined): number {
	const hour = Number(said);
	if (half === 'a' || part === 'morning') return half === 'a' && hour === 12 ? 0 : hour;
	if (half === 'p' || part === 'afternoon' || part === 'evening') return hour < 12 ? hour + 12 : hour;
	const isOfNight = hour >= 1 && hour <= 6 && !said.startsWith('0');
	return isOfNight ? hour + 12 : hour;
}

/** Also articles: they count in "a la una", and chrono reads them itself elsewhere. */
const articles = /^(ein|eine|einen|einem|einer|un|uno|una|one|und|and|y|k|mil)$/;
const irregular: Record<string, string> = {
	...{ ersten: '1.', erster: '1.', dritten: '3.', siebten: '7.', first: '1', second: '2', third: '3' },
	...{ fifth: '5', eighth: '8', ninth: '9', twelfth: '12', primero: '1' },
};

function inDigits(words: string): string {
	const text = spoken(words)
		.replace(/(\p{L}+tag|mittwoch)(vormittag|nachmittag|mittag|abend|morgen|früh)(?!\p{L})/gu, '$1 $2')
		.replace(/(?<=(?:um|gegen|a la|at|halb|nach|vor) )(?:eins|una|one)(?!\p{L})/gu, '1');
	return text.replace(/[\p{L}]+/gu, (said) => irregular[said] ?? digitsOf(said) ?? said);
}

function digitsOf(said: string): string | undefined {
	if (articles.test(said)) return undefined;
	const pieces = numberPieces(said);
	if (!pieces || pieces.some((piece) => piece !== 'joint' && 'scale' in piece)) return undefined;
	const total = pieces.reduce(
		(sum, piece) => sum + (piece !== 'joint' && 'unit' in piece ? piece.unit : 0),
		0,
	);
	return /(?:st|t)en$/u.test(said) && total > 1 ? `${total}.` : String(total);
}
