const MINUTES_A_DAY = 1_440;

/** Minutes since midnight as a field for times takes them; the end of a day is its midnight. */
export function timeOf(minutes: number): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** `isEnd`: midnight is the end of the day, not its beginning. Undefined for what is no time. */
export function minutesOf(time: string, isEnd: boolean): number | undefined {
	const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
	if (hours === undefined || minutes === undefined) return undefined;
	const total = Number(hours) * 60 + Number(minutes);
	return isEnd && total === 0 ? MINUTES_A_DAY : total;
}

/** Names of the days of a week, Monday first, each with its number: 0 is Sunday. */
export function weekdays(locale: string): { day: number; name: string }[] {
	const names = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
	// The first of January 2023 was a Sunday.
	const nameOf = (day: number) => names.format(Date.UTC(2023, 0, 1 + day));
	return [1, 2, 3, 4, 5, 6, 0].map((day) => ({ day, name: nameOf(day) }));
}

/** A number as people write it, without what stands between its digits; `00` for `+`. */
export function numberOf(line: string): string {
	return line.replace(/[\s()/.-]/g, '').replace(/^00/, '+');
}
