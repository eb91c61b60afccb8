const iso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;
const numeric = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?)?$/;

/** A date as CRMs export it, ms since 1970, read as UTC; undefined where it is none. Slashes follow the region. */
export function readDate(text: string, region: string): number | undefined {
	if (iso.test(text)) {
		const spelled = text.replace(' ', 'T').replace(/\s/, '');
		const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(spelled.slice(10));
		return valid(Date.parse(spelled.length > 10 && !hasZone ? `${spelled}Z` : spelled));
	}
	const [, first, mark, second, year, hour = '0', minute = '0'] = numeric.exec(text) ?? [];
	if (!first || !second || !year) return undefined;
	const monthFirst = mark === '/' && region === 'US';
	const [day, month] = monthFirst ? [Number(second), Number(first)] : [Number(first), Number(second)];
	if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
	return valid(Date.UTC(Number(year), month - 1, day, Number(hour), Number(minute)));
}

function valid(ms: number): number | undefined {
	return Number.isNaN(ms) || ms < 0 ? undefined : ms;
}
