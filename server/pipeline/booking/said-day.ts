import { de, en, es, type ParsedComponents, type ParsedResult } from 'chrono-node';

/** A day in words. */
export interface SaidDay {
	day: Temporal.PlainDate;
	/** False: it may be another one, e.g. several were named. */
	isSure: boolean;
}

const languages = { de, en, es };

const weekdayNames = [
	/(?<!\p{L})(montag|monday|lunes)(?!\p{L})/u,
	/(?<!\p{L})(dienstag|tuesday|martes)(?!\p{L})/u,
	/(?<!\p{L})(mittwoch|wednesday|miércoles)(?!\p{L})/u,
	/(?<!\p{L})(donnerstag|thursday|jueves)(?!\p{L})/u,
	/(?<!\p{L})(freitag|friday|viernes)(?!\p{L})/u,
	/(?<!\p{L})(samstag|sonnabend|saturday|sábado)(?!\p{L})/u,
	/(?<!\p{L})(sonntag|sunday|domingo)(?!\p{L})/u,
];
const NEXT_WEEK =
	/nächste(?:r|n)? woche|kommende(?:r|n)? woche|next week|(?:la )?próxima semana|(?:la )?semana (?:que viene|próxima)/u;
/** "on the 20th", without a month. */
const DAY_OF_MONTH =
	/(?<![\p{L}\d])(?:am|den|el día|el|on the) (\d{1,2})(?:\.|st|nd|rd|th|(?![\d.:/\p{L}]))(?!\s*(?:de |jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|o[ck]t|nov|de[cz]|ene|abr|ago|dic))/u;
const NUMERIC = /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2}(?!\d))?/u;
/** What chrono reads as a day sooner than it is, or not at all. */
const LATER = /übernächste|week after|woche nach|day week|a week (?:from|on)/u;

/** Days that chrono does not know; the first that reads wins. */
const own: ((text: string, today: Temporal.PlainDate) => SaidDay | undefined)[] = [
	(text, today) => (/pasado mañana/u.test(text) ? { day: today.add({ days: 2 }), isSure: true } : undefined),
	numericDay,
	weekdayOfNextWeek,
];

/** The day that words mean, as `today` is where they were said; undefined where they name none that is to come. */
export function readSaidDay(words: string, today: Temporal.PlainDate): SaidDay | undefined {
	for (const read of own) {
		const found = read(words, today);
		if (found) return notPast(found, today);
	}
	const found = byChrono(words, today) ?? dayOfMonth(words, today);
	return found && notPast(found, today);
}

function notPast(found: SaidDay, today: Temporal.PlainDate): SaidDay | undefined {
	return Temporal.PlainDate.compare(found.day, today) < 0 ? undefined : found;
}

function byChrono(words: string, today: Temporal.PlainDate): SaidDay | undefined {
	// Read as if the branch were in UTC: only the day is of interest, the zone is applied to it later.
	const instant = new Date(`${today.toString()}T00:00:00Z`);
	const readings = Object.values(languages).map((language) =>
		language
			.parse(words, { instant, timezone: 0 }, { forwardDate: true })
			.filter(({ start }) => namesDay(start)),
	);
	const length = (results: ParsedResult[]) => results.reduce((sum, { text }) => sum + text.length, 0);
	const [best] = readings.sort((a, b) => length(b) - length(a));
	const [first] = best ?? [];
	if (!best || !first) return undefined;
	const days = best.map(({ start }) => dayOf(start, words, today));
	const [day] = days;
	if (!day) return undefined;
	const isOne = days.every((one) => one?.equals(day)) && !LATER.test(words);
	return { day, isSure: isOne && fitsWeekday(first.start, day) };
}

/** A month or a year alone is no day. */
function namesDay(start: ParsedComponents): boolean {
	return start.isCertain('day') || start.isCertain('weekday');
}

function dayOf(
	start: ParsedComponents,
	words: string,
	today: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
	const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
	if (year === null || month === null || day === null) return undefined;
	const read = Temporal.PlainDate.from({ year, month, day });
	// Who means today says so: "on Tuesday", said on a Tuesday, is a week later.
	const isToday =
		!start.isCertain('day') && read.equals(today) && !/heute|today|hoy|dies|this|este/u.test(words);
	return isToday ? read.add({ days: 7 }) : read;
}

function fitsWeekday(start: ParsedComponents, day: Temporal.PlainDate): boolean {
	if (!start.isCertain('weekday') || !start.isCertain('day')) return true;
	return start.get('weekday') === day.dayOfWeek % 7;
}

function numericDay(text: string, today: Temporal.PlainDate): SaidDay | undefined {
	const [, day, month, year] = NUMERIC.exec(text) ?? [];
	if (!day || !month) return undefined;
	const wanted = { day: Number(day), month: Number(month) };
	if (year) return dateOrNone({ ...wanted, year: Number(year.padStart(4, '20')) });
	const read = dateOrNone({ ...wanted, year: today.year });
	if (!read || Temporal.PlainDate.compare(read.day, today) >= 0) return read;
	return dateOrNone({ ...wanted, year: today.year + 1 });
}

function weekdayOfNextWeek(text: string, today: Temporal.PlainDate): SaidDay | undefined {
	if (!NEXT_WEEK.test(text)) return undefined;
	const named = weekdayNames.flatMap((name, index) => (name.test(text) ? [index] : []));
	const monday = today.add({ days: 8 - today.dayOfWeek });
	return { day: monday.add({ days: named[0] ?? 0 }), isSure: named.length === 1 };
}

function dayOfMonth(text: string, today: Temporal.PlainDate): SaidDay | undefined {
	const [, said] = DAY_OF_MONTH.exec(text) ?? [];
	if (!said) return undefined;
	for (const months of [0, 1, 2]) {
		const { year, month } = today.with({ day: 1 }).add({ months });
		const read = dateOrNone({ year, month, day: Number(said) });
		if (read && Temporal.PlainDate.compare(read.day, today) >= 0) return read;
	}
	return undefined;
}

function dateOrNone(date: { year: number; month: number; day: number }): SaidDay | undefined {
	try {
		return { day: Temporal.PlainDate.from(date, { overflow: 'reject' }), isSure: true };
	} catch {
		return undefined;
	}
}
