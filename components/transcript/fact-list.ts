import type { CallDetail, FactField } from '../../lib/contract/index.ts';
import type { Words } from '../ui/words.ts';

/** A fact as it stands: what was found, and what was decided. */
export interface Fact {
	name: string;
	label: string;
	kind: FactField['kind'];
	choices: readonly string[];
	crmField?: string;
	/** As accepted, where it was changed. */
	value: string;
	quote: string;
	segmentId: string;
	decision: 'open' | 'accepted' | 'edited' | 'rejected';
}

/** The facts of a call with their labels in the reader's language, in the order of the workspace's fields. */
export function factsOf(
	{ extraction, reviewed, fields }: Pick<CallDetail, 'extraction' | 'reviewed' | 'fields'>,
	locale: string,
): Fact[] {
	const order = new Map(fields.map(({ name }, index) => [name, index]));
	const found = (extraction?.fields ?? []).map(({ name, value, evidence }) => {
		const field = fields.find((one) => one.name === name);
		const decided = reviewed?.decisions.find((one) => one.name === name);
		return {
			name,
			label: field ? labelOf(field, locale) : name,
			kind: field?.kind ?? 'text',
			choices: field?.choices ?? [],
			crmField: field?.crmField,
			value: decided?.decision === 'edited' ? (decided.value ?? value) : value,
			quote: evidence.quote,
			segmentId: evidence.segmentId,
			decision: decided?.decision ?? 'open',
		} satisfies Fact;
	});
	const last = fields.length;
	return found.sort((a, b) => (order.get(a.name) ?? last) - (order.get(b.name) ?? last));
}

function labelOf({ label, labels }: FactField, locale: string): string {
	if (!labels) return label;
	if (locale.startsWith('de')) return labels.de;
	return locale.startsWith('es') ? labels.es : labels.en;
}

const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** A value as one reads it; what is no date of the calendar stays as it is. */
export function readableValue({ kind, value }: Pick<Fact, 'kind' | 'value'>, locale: string): string {
	// Read as UTC and shown as UTC: a day is the same day everywhere.
	if (kind === 'date' && DAY.test(value))
		return formatted(`${value}T00:00Z`, locale, { dateStyle: 'long' }) ?? value;
	if (kind !== 'date-time' || !LOCAL_TIME.test(value)) return value;
	const style = { dateStyle: 'long', timeStyle: 'short' } as const;
	return formatted(`${value.slice(0, 16)}Z`, locale, style) ?? value;
}

function formatted(instant: string, locale: string, style: Intl.DateTimeFormatOptions): string | undefined {
	const at = Date.parse(instant);
	if (Number.isNaN(at)) return undefined;
	return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(at);
}

/** What a field is typed into; a date that a date input could not show is typed as text. */
export function inputType({
	kind,
	value,
}: Pick<Fact, 'kind' | 'value'>): 'text' | 'tel' | 'email' | 'date' | 'datetime-local' {
	if (kind === 'phone') return 'tel';
	if (kind === 'email') return 'email';
	if (kind === 'date' && DAY.test(value)) return 'date';
	if (kind === 'date-time' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)) return 'datetime-local';
	return 'text';
}

/** Where accepted facts go, before they do. */
export function targetWords(
	{ writesTo }: Pick<CallDetail, 'writesTo'>,
	leadName: string | undefined,
	words: Words,
): string {
	if (writesTo === 'unassigned') return words('facts_target_unassigned');
	if (writesTo === 'nowhere') return words('facts_target_nowhere');
	return leadName ? words('facts_target_lead', { name: leadName }) : words('facts_target_lead_bare');
}
