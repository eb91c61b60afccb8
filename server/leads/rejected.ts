/** Letters with which a spreadsheet takes a cell for a formula; full-width forms count as the plain ones. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** One cell of CSV that every spreadsheet shows as the text it is. */
export function csvCell(text: string): string {
	const safe = formula.test(text) ? `'${text}` : text;
	return /[",;\t\r\n]/.test(safe) || safe !== text ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export function csvLine(cells: string[]): string {
	return `${cells.map(csvCell).join(',')}\r\n`;
}
