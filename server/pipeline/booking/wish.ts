import { readSaidDay } from './said-day.ts';
import { readSaidTime } from './said-time.ts';

/** What words of a wish mean. */
export interface ReadWish {
	/** ms since 1970, UTC; never before they were said. */
	startsAt: number;
	/** False: only the day was said, or a part of it. */
	hasTime: boolean;
	/** False: they may mean another time as well, e.g. two were named; nothing is booked by them alone. */
	isSure: boolean;
}

const NOON_MINUTES = 720;
const MOST_LETTERS = 300;

/** Words beside day and time that make them a span, a guess or a no. */
const VAGUE =
	/(?<!\p{L})(?:zwischen|ab|vor|nach|bis|spätestens|frühestens|gegen|etwa|ungefähr|oder|vielleicht|nicht|kein\p{L}*|außer|between|(?<!day )after|before|from|until|till|by|around|about|or|maybe|perhaps|not|except|entre|desde|partir|antes|después|hasta|sobre|o|quizás?|no|menos)(?!\p{L})/u;
const GUESS = /(?<!\p{L})(?:gegen|around|sobre)(?!\p{L})/iu;

/**
 * Reads the words of a wish, in German, English or Spanish, as they were meant at `saidAt` (ms since 1970) in
 * `timeZone` (IANA). A local time that a clock change leaves out is the one after it, one that it brings twice the
 * earlier. Undefined where they name no time to come.
 */
export function readWish(
	words: string,
	{ saidAt, timeZone }: { saidAt: number; timeZone: string },
): ReadWish | undefined {
	const said = Temporal.Instant.fromEpochMilliseconds(saidAt).toZonedDateTimeISO(timeZone);
	const today = said.toPlainDate();
	const { time, rest } = readSaidTime(words.slice(0, MOST_LETTERS));
	const named = readSaidDay(rest, today);
	// A date that there is not, "31 June", is no reason to take tomorrow.
	if (!named && (!time || /\d/.test(rest))) return undefined;
	const hasTime = time?.isExact ?? false;
	const minutes = time?.minutes ?? NOON_MINUTES;
	const instantOn = (day: Temporal.PlainDate) => instantOf(day, minutes, timeZone);
	const startsAt = instantOn(named?.day ?? today);
	const isVague = time?.isOneOfSeveral === true || VAGUE.test(rest) || GUESS.test(words);
	const isSure = (named?.isSure ?? false) && !isVague;
	if (startsAt > saidAt) return { startsAt, hasTime, isSure };
	// "At nine", said at ten, is tomorrow; today's rest is what is left of "today".
	if (!named) return { startsAt: instantOn(today.add({ days: 1 })), hasTime, isSure };
	return hasTime ? undefined : { startsAt: saidAt, hasTime, isSure };
}

function instantOf(day: Temporal.PlainDate, minutes: number, timeZone: string): number {
	const local = day.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
	return local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}
