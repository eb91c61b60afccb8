import { createHash } from 'node:crypto';
import type { ImportMapping } from '../../lib/contract/api.ts';
import { Lead, type LeadPhone } from '../../lib/contract/lead.ts';
import { readNumber } from '../../lib/phone/index.ts';
import { toInstant } from '../clock.ts';
import { readDate } from './date.ts';

export interface RowRules {
	columns: string[];
	mapping: ImportMapping;
	/** Reads national numbers. */
	region: string;
	/** ms since 1970: for rows that do not say when they changed. */
	now: number;
}

export type ReadRow =
	| { kind: 'lead'; lead: Lead; dated: boolean; unreadableNumbers: number }
	| { kind: 'rejected'; reason: string };

const LONGEST = 500;
const MOST_PHONES = 20;
const MOST_EMAILS = 20;

/** A row of the file as a lead, or why it cannot be one. */
export function readRow(cells: string[], rules: RowRules): ReadRow {
	const { columns, mapping } = rules;
	if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
		return rejected(`the row has ${cells.length} cells, the header has ${columns.length}`);
	}
	const at = (column: string | undefined) =>
		column === undefined ? '' : (cells[columns.indexOf(column)] ?? '').trim();
	const phones = readPhones(mapping.phones, at, rules.region);
	const emails = mapping.emails.flatMap((column) => readEmails(at(column))).slice(0, MOST_EMAILS);
	const name = nameOf(mapping, at) || at(mapping.company) || emails[0] || phones.phones[0]?.raw;
	if (!name) return rejected('no name, no number and no mail address');
	const externalId = at(mapping.externalId).slice(0, LONGEST);
	const url = recordUrlOf(mapping, at, externalId);
	if (url.kind === 'wrong') return rejected('the link to the record is not an http or https address');
	const updatedAt = readDate(at(mapping.updatedAt), rules.region);
	const text = (column: string | undefined) => at(column).slice(0, LONGEST) || undefined;
	const lead = Lead.safeParse({
		leadId: leadIdOf(externalId, name, phones.phones, emails),
		externalId: externalId || undefined,
		name: name.slice(0, LONGEST),
		company: text(mapping.company),
		role: text(mapping.role),
		stage: text(mapping.stage),
		owner: text(mapping.owner),
		nextStep: text(mapping.nextStep),
		phones: phones.phones,
		emails,
		recordUrl: url.url,
		updatedAt: toInstant(Math.min(updatedAt ?? rules.now, rules.now)),
	});
	if (!lead.success) return rejected(`${lead.error.issues[0]?.path.join('.') ?? 'the row'} cannot be read`);
	const { unreadable } = phones;
	return { kind: 'lead', lead: lead.data, dated: updatedAt !== undefined, unreadableNumbers: unreadable };
}

type Cell = (column: string | undefined) => string;

function rejected(reason: string): ReadRow {
	return { kind: 'rejected', reason };
}

function nameOf(mapping: ImportMapping, at: Cell): string {
	return mapping.name
		.map(at)
		.filter((part) => part !== '')
		.join(' ');
}

function readPhones(
	columns: string[],
	at: Cell,
	region: string,
): { phones: LeadPhone[]; unreadable: number } {
	const phones: LeadPhone[] = [];
	let unreadable = 0;
	for (const column of columns) {
		for (const raw of at(column).split(/[;|\n]| \/ /)) {
			const text = raw.trim().slice(0, LONGEST);
			if (text === '' || phones.length >= MOST_PHONES) continue;
			const reading = readNumber(text, region);
			if (reading.kind === 'phone') {
				const { e164, extension } = reading;
				phones.push({ label: column, raw: text, e164, extension });
			} else {
				// Kept as it is: a person can still read it.
				unreadable += 1;
				phones.push({ label: column, raw: text });
			}
		}
	}
	return { phones, unreadable };
}

function readEmails(cell: string): string[] {
	return cell.split(/[;,\s]+/).filter((part) => part.length <= LONGEST && /^[^@]+@[^@]+$/.test(part));
}

/** The same row has the same id in every import, so that a repeat changes nothing. */
function leadIdOf(externalId: string, name: string, phones: LeadPhone[], emails: string[]): string {
	const facts = externalId
		? [externalId]
		: ['', name, phones.map((phone) => phone.e164 ?? phone.raw), emails];
	const digest = createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
	return `lead_${digest.slice(0, 22)}`;
}

function recordUrlOf(
	mapping: ImportMapping,
	at: Cell,
	externalId: string,
): { kind: 'right'; url?: string } | { kind: 'wrong' } {
	const template = mapping.recordUrlTemplate;
	const url = template ? fillTemplate(template, at, externalId) : at(mapping.recordUrl);
	if (!url) return { kind: 'right' };
	return /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url) ? { kind: 'right', url } : { kind: 'wrong' };
}

/** Undefined where a value that the address needs is missing. */
function fillTemplate(template: string, at: Cell, externalId: string): string | undefined {
	let complete = true;
	const url = template.replace(/\{([^{}]+)\}/g, (_, column: string) => {
		const value = at(column) || (column === 'id' ? externalId : '');
		complete &&= value !== '';
		return encodeURIComponent(value);
	});
	return complete ? url : undefined;
}

/** Why this mapping cannot be used with these columns; undefined when it can. */
export function mappingProblem(mapping: ImportMapping, columns: string[]): string | undefined {
	const { name, phones, emails, recordUrlTemplate, ...singles } = mapping;
	const used = [...name, ...phones, ...emails, ...Object.values(singles)];
	const missing = used.find((column) => column !== undefined && !columns.includes(column));
	if (missing !== undefined) return `The file has no column “${missing}”.`;
	if (!recordUrlTemplate) return undefined;
	// The host is fixed: no cell of the file may choose where a click leads.
	if (!/^https?:\/\/[^/{}\s]+\//i.test(recordUrlTemplate)) {
		return 'The template of the link must begin with an http or https address, e.g. https://crm.example/people/{id}.';
	}
	const placeholders = [...recordUrlTemplate.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
	const known = (column: string) => columns.includes(column) || (column === 'id' && mapping.externalId);
	const unknown = placeholders.find((column) => !known(column));
	return unknown === undefined
		? undefined
		: `The template of the link names “${unknown}”, which is no column.`;
}
