import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { guessMapping } from './columns.ts';
import { columnNames, readCsv, sniffDelimiter } from './csv-file.ts';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import { readDate } from './date.ts';
import { sniffEncoding } from './encoding.ts';
import { csvCell } from './rejected.ts';
import { mappingProblem, readRow } from './row.ts';

const text = 'Name;Telefon\nÄnne Müller;030 23125101\n';

function encodingOf(bytes: Uint8Array, size = 3) {
	const sniffer = sniffEncoding();
	for (let at = 0; at < bytes.byteLength; at += size) sniffer.add(bytes.subarray(at, at + size));
	return sniffer.result();
}

describe('what a file is written in', () => {
	const utf16 = Buffer.from(text, 'utf16le');
	test.each([
		['UTF-8', Buffer.from(text), 'utf-8'],
		['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
		['UTF-16 with a byte order mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
		['UTF-16 without one', utf16, 'utf-16le'],
		['big-endian UTF-16 without one', Buffer.from(utf16).swap16(), 'utf-16be'],
		['Latin-1', Buffer.from(text, 'latin1'), 'windows-1252'],
	])('%s is recognised, however the bytes are cut', (_, bytes, encoding) => {
		for (const size of [1, 2, 3, 7, 10_000]) expect(encodingOf(bytes, size)).toBe(encoding);
	});

	test('a letter cut off at the very end is not UTF-8', () => {
		expect(encodingOf(Buffer.from('Name\nMü'))).toBe('utf-8');
		expect(encodingOf(Buffer.from('Name\nMü').subarray(0, -1))).toBe('windows-1252');
	});
});

function records(lines: string[], delimiter = ','): CsvRecord[] {
	const reader = new CsvRecords(delimiter);
	return [...lines.flatMap((line) => [...reader.add(line)]), ...reader.end()];
}

describe('rows of a file', () => {
	test('quotes, doubled quotes, delimiters and line breaks inside a cell are read', () => {
		expect(records(['"Müller, Anna","say ""hi""","two', 'lines"'])).toEqual([
			{ kind: 'cells', row: 1, cells: ['Müller, Anna', 'say "hi"', 'two\nlines'] },
		]);
	});

	test('a quote that is never closed costs its own row, not the rest of the file', () => {
		const rows = Array.from({ length: 500 }, (_, index) => `Person ${index},+49302312${index}`);
		rows[100] = '"Person 100,+4930';
		rows[300] = 'x,"tail';
		const read = records(rows);
		expect(read).toHaveLength(500);
		expect(read.filter((one) => one.kind === 'broken').map((one) => one.row)).toEqual([101, 301]);
		expect(read.at(-1)).toEqual({ kind: 'cells', row: 500, cells: rows[499]?.split(',') });
	});

	test('a quote in the middle of a cell is a letter like any other', () => {
		expect(records(['Anna 5" Berg,1'])).toEqual([{ kind: 'cells', row: 1, cells: ['Anna 5" Berg', '1'] }]);
	});

	test('letters after a closing quote make the row a broken one', () => {
		expect(records(['"Anna"x,1', 'Ben,2']).map((one) => one.kind)).toEqual(['broken', 'cells']);
	});

	test('what a spreadsheet writes is read as it was', () => {
		const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ',', ';', ' ', '\n', "'") });
		const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(rows, (wanted) => {
				const lines = Papa.unparse(wanted, { quotes: true, newline: '\n' }).split('\n');
				const read = records(lines).map((one) => (one.kind === 'cells' ? one.cells : one));
				expect(read).toEqual(wanted);
			}),
		);
	});

	test('semicolons, a byte order mark and CRLF are read from a file', async () => {
		const file = path.join(await mkdtemp(path.join(tmpdir(), 'csv-')), 'leads.csv');
		await writeFile(file, `\ufeffName;Telefon\r\nÄnne;030 23125101\r\n\r\nBen;030 23125102`);
		expect(await sniffDelimiter(file, 'utf-8')).toBe(';');
		const read = await Array.fromAsync(readCsv({ file, encoding: 'utf-8', delimiter: ';' }));
		expect(read.map((one) => one.kind === 'cells' && one.cells)).toEqual([
			['Name', 'Telefon'],
			['Änne', '030 23125101'],
			['Ben', '030 23125102'],
		]);
	});
});

describe('which column is what', () => {
	test.each([
		[
			['First Name', 'Last Name', 'Mobile Phone', 'Phone Number', 'Email', 'Record ID', 'Company'],
			{
				name: ['First Name', 'Last Name'],
				phones: ['Mobile Phone', 'Phone Number'],
				emails: ['Email'],
				externalId: 'Record ID',
				company: 'Company',
			},
		],
		[
			[
				'Kontakt-ID',
				'Vorname',
				'Nachname',
				'Mobiltelefon',
				'Fax',
				'E-Mail-Adresse',
				'Zuständig',
				'Phase',
				'Geändert am',
			],
			{
				name: ['Vorname', 'Nachname'],
				phones: ['Mobiltelefon'],
				emails: ['E-Mail-Adresse'],
				externalId: 'Kontakt-ID',
				owner: 'Zuständig',
				stage: 'Phase',
				updatedAt: 'Geändert am',
			},
		],
		[
			[
				'Nombre',
				'Apellidos',
				'Teléfono móvil',
				'Correo electrónico',
				'Empresa',
				'Propietario',
				'Etapa',
				'Enlace',
			],
			{
				name: ['Nombre', 'Apellidos'],
				phones: ['Teléfono móvil'],
				emails: ['Correo electrónico'],
				company: 'Empresa',
				owner: 'Propietario',
				stage: 'Etapa',
				recordUrl: 'Enlace',
			},
		],
		[
			['firstName', 'lastName', 'phone', 'id'],
			{ name: ['firstName', 'lastName'], phones: ['phone'], emails: [], externalId: 'id' },
		],
	])('%j', (columns, mapping) => {
		expect(guessMapping(columns)).toEqual(mapping);
	});

	test('columns without a name or with the same name stay apart', () => {
		expect(columnNames(['Phone', ' ', 'Phone', 'Phone'])).toEqual([
			'Phone',
			'Column 2',
			'Phone (2)',
			'Phone (3)',
		]);
	});
});

describe('a row as a lead', () => {
	const columns = ['Name', 'Telefon', 'Mail', 'ID', 'Link'];
	const mapping = {
		name: ['Name'],
		phones: ['Telefon'],
		emails: ['Mail'],
		externalId: 'ID',
		recordUrl: 'Link',
	};
	const rules = { columns, mapping, region: 'DE', now: Date.UTC(2026, 0, 1) };

	test('numbers are read with the region, several of a cell apart', () => {
		const row = readRow(['Anna', '030 23125101; +1 415 555 0100', '', '', ''], rules);
		expect(row).toMatchObject({
			kind: 'lead',
			lead: { phones: [{ label: 'Telefon', e164: '+493023125101' }, { e164: '+14155550100' }] },
		});
	});

	test('a number that is none is kept as it was written', () => {
		const row = readRow(['Anna', 'ask reception', '', '', ''], rules);
		expect(row).toMatchObject({
			kind: 'lead',
			unreadableNumbers: 1,
			lead: { phones: [{ raw: 'ask reception' }] },
		});
	});

	test.each([
		[['', '', '', '7', ''], 'no name'],
		[['Anna', '', '', '', 'javascript:alert(1)'], 'http'],
		[['Anna', '', '', '', 'data:text/html,x'], 'http'],
		[['Anna', '1', '2', '3', 'https://x.example', 'too', 'many'], '7 cells'],
	])('%j is rejected with the reason', (cells, reason) => {
		expect(readRow(cells, rules)).toMatchObject({
			kind: 'rejected',
			reason: expect.stringContaining(reason),
		});
	});

	test('values in the template of a link are encoded, and cannot change where it leads', () => {
		const withTemplate = {
			...mapping,
			recordUrl: undefined,
			recordUrlTemplate: 'https://crm.example/people/{id}?n={Name}',
		};
		const row = readRow(['A/B&c', '', '', '../../x?y#z', ''], { ...rules, mapping: withTemplate });
		expect(row).toMatchObject({
			lead: { recordUrl: 'https://crm.example/people/..%2F..%2Fx%3Fy%23z?n=A%2FB%26c' },
		});
		expect(mappingProblem({ ...withTemplate, recordUrlTemplate: 'https://{Name}/x' }, columns)).toContain(
			'begin',
		);
		expect(mappingProblem({ ...withTemplate, recordUrlTemplate: 'javascript:{Name}' }, columns)).toContain(
			'begin',
		);
		expect(
			mappingProblem({ ...withTemplate, recordUrlTemplate: 'https://x.example/{Nam}' }, columns),
		).toContain('Nam');
	});

	test('the same row has the same id in every import', () => {
		const idOf = (cells: string[]) => {
			const row = readRow(cells, rules);
			return row.kind === 'lead' && row.lead.leadId;
		};
		expect(idOf(['Anna', '1', '', '77', ''])).toBe(idOf(['Anna B', '2', '', '77', '']));
		expect(idOf(['Anna', '030 23125101', '', '', ''])).not.toBe(idOf(['Anna', '030 23125102', '', '', '']));
	});

	test.each([
		['2026-03-10T09:15:00Z', 'DE', '2026-03-10T09:15:00.000Z'],
		['2026-03-10 09:15', 'DE', '2026-03-10T09:15:00.000Z'],
		['10.03.2026', 'DE', '2026-03-10T00:00:00.000Z'],
		['03/10/2026', 'US', '2026-03-10T00:00:00.000Z'],
		['10/03/2026 09:15', 'ES', '2026-03-10T09:15:00.000Z'],
	])('%s (%s) is the instant %s', (written, region, instant) => {
		expect(readDate(written, region)).toBe(Date.parse(instant));
	});
	test.each(['yesterday', '31.31.2026', '', '12345'])('%j is no date', (written) => {
		expect(readDate(written, 'DE')).toBeUndefined();
	});
});

describe('the list of rejected rows', () => {
	test.each(['=HYPERLINK("http://x")', '+49301', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'])(
		'%j is text for a spreadsheet, not a formula',
		(cell) => {
			const { data } = Papa.parse<string[]>(`${csvCell(cell)},next`, { newline: '\r\n' });
			expect(data).toEqual([[`'${cell}`, 'next']]);
		},
	);
});
