import type { FactField } from '../contract/settings.ts';
import { readNumber } from '../phone/index.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_AND_TIME =
	/^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?$/;
const NUMBER = /^-?\d{1,3}(([.,' ]?\d{3})+|\d*)([.,]\d+)?$/;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * Whether what a person typed can stand for a fact of this kind. Dates are ISO 8601; of a date and time the day alone
 * will do. `region`: ISO 3166-1 alpha-2, reads national phone numbers.
 */
export function isValueOf(
	{ kind, choices }: Pick<FactField, 'kind' | 'choices'>,
	value: string,
	region: string,
): boolean {
	const text = value.trim();
	switch (kind) {
		case 'text':
			return text !== '';
		case 'number':
			return NUMBER.test(text);
		case 'date':
			return isDay(text);
		case 'date-time':
			return isDay(DAY_AND_TIME.exec(text)?.[1] ?? text);
		case 'phone':
			return readNumber(text, region).kind === 'phone';
		case 'email':
			return EMAIL.test(text);
		case 'choice':
			return choices.includes(text);
	}
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
	const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
	if (year === undefined || month === undefined || day === undefined) return false;
	const read = new Date(Date.UTC(year, month - 1, day));
	return read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
}
