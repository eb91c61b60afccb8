import type { ImportMapping } from '../../lib/contract/index.ts';

/** What a column of the file can be; several columns may be a name, phone or e-mail, the rest is one each. */
export const fields = [
	'name',
	'company',
	'role',
	'stage',
	'owner',
	'nextStep',
	'phones',
	'emails',
	'externalId',
	'updatedAt',
	'recordUrl',
] as const;

export type Field = (typeof fields)[number];

const most: Partial<Record<Field, number>> = { name: 3, phones: 10, emails: 10 };

/** What this column is in the mapping; undefined where it is left out. */
export function fieldOf(column: string, mapping: ImportMapping): Field | undefined {
	return fields.find((field) => [mapping[field] ?? []].flat().includes(column));
}

/** The mapping with this column as `field`; a field that takes one column gives up its former one. */
export function assign(column: string, field: Field | undefined, mapping: ImportMapping): ImportMapping {
	const next = without(column, mapping);
	if (field === undefined) return next;
	if (field === 'name' || field === 'phones' || field === 'emails') {
		const columns = [...next[field], column].slice(-(most[field] ?? 1));
		return { ...next, [field]: columns };
	}
	return { ...next, [field]: column };
}

function without(column: string, mapping: ImportMapping): ImportMapping {
	const single = fields.filter((field) => mapping[field] === column);
	const others = (columns: string[]) => columns.filter((other) => other !== column);
	return {
		...mapping,
		...Object.fromEntries(single.map((field) => [field, undefined])),
		name: others(mapping.name),
		phones: others(mapping.phones),
		emails: others(mapping.emails),
	};
}
