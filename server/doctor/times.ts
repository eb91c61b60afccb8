import type { Text } from '../../lib/contract/text.ts';

const units = [
	{ unit: 'day', ms: 24 * 60 * 60 * 1_000 },
	{ unit: 'hour', ms: 60 * 60 * 1_000 },
	{ unit: 'minute', ms: 60 * 1_000 },
] as const;

/** A time as seen from another, both ms since 1970: `in 9 days`, `3 hours ago`; at least a minute. */
export function whenText(at: number, now: number): Text {
	return inEach((locale) => {
		const { count, unit } = roundedOf(at - now);
		return new Intl.RelativeTimeFormat(locale).format(at < now ? -count : count, unit);
	});
}

/** A span of time, ms: `9 days`, `3 hours`; at least a minute. */
export function spanText(ms: number): Text {
	return inEach((locale) => {
		const { count, unit } = roundedOf(ms);
		return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
	});
}

function inEach(say: (locale: keyof Text) => string): Text {
	return { en: say('en'), de: say('de'), es: say('es') };
}

/** Rounded down: nobody is told of more time than is left. */
function roundedOf(ms: number): { count: number; unit: 'day' | 'hour' | 'minute' } {
	const span = Math.abs(ms);
	const { unit, ms: size } = units.find((one) => span >= 2 * one.ms) ?? units[2];
	return { count: Math.max(1, Math.floor(span / size)), unit };
}
