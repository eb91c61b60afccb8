import type { FactField, SettingsOf } from '../../../lib/contract/settings.ts';

const LONGEST = 40;

/** A name for the machine, made of a label: small letters, digits and underscores, unlike those that are taken. */
export function nameOf(label: string, taken: ReadonlySet<string>): string {
	const plain = label
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '');
	const begun = /^[a-z]/.test(plain) ? plain : `fact_${plain}`;
	const base = begun.slice(0, LONGEST).replace(/_+$/, '');
	if (!taken.has(base)) return base;
	for (let count = 2; ; count += 1) {
		const numbered = `${base.slice(0, LONGEST - 3)}_${count}`;
		if (!taken.has(numbered)) return numbered;
	}
}

/** The same with one moved by so many places; as it was at an end. */
export function moved(fields: readonly FactField[], index: number, by: -1 | 1): FactField[] {
	const [field] = fields.slice(index, index + 1);
	const to = index + by;
	if (!field || to < 0 || to >= fields.length) return [...fields];
	return fields.toSpliced(index, 1).toSpliced(to, 0, field);
}

/** Fields of one's own; none left is meant, and not the preset's. */
export function withFields(
	{ preset }: SettingsOf<'facts'>,
	fields: readonly FactField[],
): SettingsOf<'facts'> {
	return { preset: fields.length === 0 ? 'own' : preset, fields: [...fields] };
}

/** With another label; its name follows until it is saved, for facts of calls go by it. */
export function relabelled(
	fields: readonly FactField[],
	index: number,
	label: string,
	savedNames: ReadonlySet<string>,
): FactField[] {
	return fields.map((field, at) => {
		if (at !== index) return field;
		const { labels: _, ...rest } = field;
		if (savedNames.has(field.name)) return { ...rest, label };
		const others = fields.filter((one) => one !== field).map(({ name }) => name);
		return { ...rest, label, name: nameOf(label, new Set([...others, ...savedNames])) };
	});
}
