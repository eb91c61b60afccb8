import Papa from 'papaparse';

/** A row of the file; `row` counts as a spreadsheet does, the header is 1. */
export type CsvRecord =
	| { kind: 'cells'; row: number; cells: string[] }
	| { kind: 'broken'; row: number; text: string; reason: string };

// A quote that is not closed must not swallow the rest of the file.
const MOST_LINES = 50;
const LONGEST_RECORD = 64 * 1024;

/** Turns lines into records; a record whose quotes never close is given up alone, and the next line starts anew. */
export class CsvRecords {
	readonly #delimiter: string;
	readonly #parser: InstanceType<typeof Papa.Parser>;
	#open: string[] = [];
	#inQuotes = false;
	#row = 0;

	constructor(delimiter: string) {
		this.#delimiter = delimiter;
		this.#parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"' });
	}

	*add(line: string): Generator<CsvRecord> {
		if (this.#open.length === 0 && !line.includes('"') && line.length <= LONGEST_RECORD) {
			if (line.trim() !== '') yield { kind: 'cells', row: this.#next(), cells: line.split(this.#delimiter) };
			return;
		}
		this.#open.push(line);
		this.#inQuotes = endsInQuotes(line, this.#delimiter, this.#inQuotes);
		if (!this.#inQuotes) return yield this.#parse(this.#take());
		const length = this.#open.reduce((sum, one) => sum + one.length, 0);
		if (this.#open.length > MOST_LINES || length > LONGEST_RECORD) yield* this.#giveUp();
	}

	/** After the last line. */
	*end(): Generator<CsvRecord> {
		while (this.#open.length > 0) yield* this.#giveUp();
	}

	*#giveUp(): Generator<CsvRecord> {
		const [first = '', ...rest] = this.#take().split('\n');
		yield { kind: 'broken', row: this.#next(), text: first, reason: 'a quotation mark is not closed' };
		for (const line of rest) yield* this.add(line);
	}

	#take(): string {
		const text = this.#open.join('\n');
		this.#open = [];
		this.#inQuotes = false;
		return text;
	}

	#parse(text: string): CsvRecord {
		const row = this.#next();
		const broken = (reason: string): CsvRecord => ({ kind: 'broken', row, text, reason });
		if (text.length > LONGEST_RECORD) return broken('the row is too long');
		const { data, errors } = this.#parser.parse(text, 0, false) as Papa.ParseResult<string[]>;
		const [cells, ...others] = data;
		if (!cells || others.length > 0 || errors.length > 0) return broken('quotation marks do not match');
		return { kind: 'cells', row, cells };
	}

	#next(): number {
		this.#row += 1;
		return this.#row;
	}
}

function endsInQuotes(line: string, delimiter: string, startsInQuotes: boolean): boolean {
	let inQuotes = startsInQuotes;
	let atFieldStart = !startsInQuotes;
	for (let index = 0; index < line.length; index += 1) {
		const letter = line[index];
		if (inQuotes) {
			if (letter !== '"') continue;
			if (line[index + 1] === '"') index += 1;
			else inQuotes = false;
		} else if (letter === '"' && atFieldStart) {
			inQuotes = true;
			atFieldStart = false;
		} else {
			atFieldStart = letter === delimiter;
		}
	}
	return inQuotes;
}
