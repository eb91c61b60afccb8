import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import Papa from 'papaparse';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import type { Encoding } from './encoding.ts';

export interface CsvFile {
	file: string;
	encoding: Encoding;
	delimiter: string;
}

const SAMPLE_BYTES = 256 * 1024;
const LONGEST_LINE = 1024 * 1024;

/** The delimiter that the beginning of the file speaks for. */
export async function sniffDelimiter(file: string, encoding: Encoding): Promise<string> {
	const handle = await open(file, 'r');
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
		const text = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead));
		const lines = text.split(/\r\n|\n|\r/).slice(0, 50);
		const guess = Papa.parse(lines.join('\n'), {
			preview: 20,
			skipEmptyLines: true,
			delimitersToGuess: [',', ';', '\t', '|'],
		});
		return guess.meta.delimiter;
	} finally {
		await handle.close();
	}
}

/** Reads the file record by record, piece by piece: others get their turn between the pieces. */
export async function* readCsv({ file, encoding, delimiter }: CsvFile): AsyncGenerator<CsvRecord> {
	const records = new CsvRecords(delimiter);
	for await (const lines of readLines(file, encoding)) {
		for (const line of lines) yield* records.add(line);
	}
	yield* records.end();
}

async function* readLines(file: string, encoding: Encoding): AsyncGenerator<string[]> {
	const decoder = new TextDecoder(encoding);
	let rest = '';
	for await (const chunk of createReadStream(file)) {
		rest += decoder.decode(chunk as Buffer, { stream: true });
		// A CR at the very end may be the first half of CRLF.
		const lines = rest.split(/\r\n|\n|\r(?!$)/);
		rest = lines.pop() ?? '';
		if (rest.length > LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE);
		yield lines;
	}
	rest += decoder.decode();
	yield rest.split(/\r\n|\n|\r/);
}

/** Names for the columns of a header row: none empty, none twice. */
export function columnNames(header: string[]): string[] {
	const taken = new Set<string>();
	return header.map((cell, index) => {
		const name = cell.trim().slice(0, 200) || `Column ${index + 1}`;
		let unique = name;
		for (let count = 2; taken.has(unique); count += 1) unique = `${name} (${count})`;
		taken.add(unique);
		return unique;
	});
}
