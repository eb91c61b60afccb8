const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `m:ss`, hours as minutes; never negative, for clocks disagree. @param ms length in ms */
export function duration(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / SECOND));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Relative up to a week (`2 days ago`), then the date. A time ahead of `now` counts as now. Both ms since 1970. */
export function timeAgo(at: number, now: number, locale: string): string {
	const passed = Math.max(0, now - at);
	if (passed > 7 * DAY) return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at);
	const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
	if (passed < MINUTE) return words.format(-Math.floor(passed / SECOND), 'second');
	if (passed < HOUR) return words.format(-Math.floor(passed / MINUTE), 'minute');
	if (passed < DAY) return words.format(-Math.floor(passed / HOUR), 'hour');
	return words.format(-Math.floor(passed / DAY), 'day');
}

/** For hover and screen readers. @param at ms since 1970 */
export function exactTime(at: number, locale: string): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}
