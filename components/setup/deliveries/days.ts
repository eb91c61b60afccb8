/** Days as date fields have them (`2026-03-29`), in this browser's time zone; instants as the server has them. */

/** Where the day begins; undefined for what is no day. */
export function startOfDay(day: string): string | undefined {
	return instantOf(day, 0);
}

/** Where the day is over: the beginning of the next, however long it was. */
export function endOfDay(day: string): string | undefined {
	return instantOf(day, 1);
}

/** The day of an instant; of the end of a day, `isEnd`, that day. */
export function dayOf(instant: string | undefined, isEnd = false): string {
	if (instant === undefined) return '';
	const at = new Date(Date.parse(instant) - (isEnd ? 1 : 0));
	const two = (value: number) => String(value).padStart(2, '0');
	return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function instantOf(day: string, later: number): string | undefined {
	const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
	if (!year || !month || !date) return undefined;
	const at = new Date(Number(year), Number(month) - 1, Number(date) + later);
	return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
