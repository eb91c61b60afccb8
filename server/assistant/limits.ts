import type { SettingsOf } from '../../lib/contract/settings.ts';

type Hours = NonNullable<SettingsOf<'assistant'>['hours']>;

/** IANA, as this runtime knows them. */
export function isTimeZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
	} catch {
		return false;
	}
}

/** Whether calls may be made then; `from` after `to` means over midnight, on the day on which it began. */
export function isWithinHours({ from, to, days, timeZone }: Hours, now: number): boolean {
	const local = localTime(now, timeZone);
	const minute = local.hour * 60 + local.minute;
	const today = local.dayOfWeek % 7;
	if (from <= to) return days.includes(today) && minute >= from && minute < to;
	return (days.includes(today) && minute >= from) || (days.includes((today + 6) % 7) && minute < to);
}

/** When the day of `now` began there; ms since 1970. */
export function startOfDay(now: number, timeZone: string): number {
	return localTime(now, timeZone).startOfDay().epochMilliseconds;
}

/** For people: `08:00–18:00 (Europe/Berlin)`. */
export function hoursInWords({ from, to, timeZone }: Hours): string {
	return `${clockOf(from)}–${clockOf(to)} (${timeZone})`;
}

function localTime(now: number, timeZone: string): Temporal.ZonedDateTime {
	return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
}

function clockOf(minutes: number): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
