import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactField } from '../contract/settings.ts';
import type { Segment } from '../contract/transcript.ts';
import { type Claim, proveFacts } from './proof.ts';

const field = (kind: FactField['kind'], choices: string[] = []): FactField => ({
	name: 'it',
	label: 'It',
	kind,
	description: '',
	choices,
});

function said(...lines: (string | [Segment['speaker'], string])[]): Segment[] {
	return lines.map((line, n) => {
		const [speaker, text] = typeof line === 'string' ? (['remote', line] as const) : line;
		return { segmentId: `s${n}`, speaker, text, startMs: n * 1_000 };
	});
}

function prove(
	kind: FactField['kind'],
	value: string,
	quote: string,
	lines: Segment[],
	line = 0,
	choices?: string[],
) {
	const claim: Claim = { field: 'it', value, quote, line };
	return proveFacts([claim], [field(kind, choices)], lines);
}

describe('a claim', () => {
	test.each<[FactField['kind'], string, string]>([
		['text', 'drei Monate', 'Meine Kündigungsfrist ist drei Monate'],
		['text', '3 Monate', 'Meine Kündigungsfrist ist drei Monate'],
		['text', 'Nordlicht Logistik', 'Ich bin bei der Nordlicht Logistik GmbH'],
		['text', 'Vertrag senden', 'Ich sende Ihnen den Vertrag'],
		['number', '80.000', 'Ich stelle mir achtzigtausend vor'],
		['number', '80000', 'I want 80k'],
		['date-time', 'am 20. Juni um 15 Uhr', 'Geht es am 20. Juni um 15 Uhr?'],
		['phone', '+49 30 23125101', 'Rufen Sie +49 30 231 251 01 an'],
		['email', 'mira@kern.example', 'Meine Mail ist mira@kern.example.'],
	])('%s %s is proven by "%s"', (kind, value, quote) => {
		const { fields, droppedCount } = prove(kind, value, quote, said(`Ja. ${quote}`));
		expect(fields).toEqual([{ name: 'it', value, evidence: { quote, segmentId: 's0' } }]);
		expect(droppedCount).toBe(0);
	});

	test.each<[string, FactField['kind'], string, string, string]>([
		['an invented quote', 'text', 'Mira', 'Ich heiße Mira', 'Guten Tag'],
		['half a word as a quote', 'text', 'art', 'art', 'Ich starte bald'],
		['another number', 'text', '90.000 Euro', 'Ich will 80.000 Euro', 'Ich will 80.000 Euro'],
		['a number without its thousands', 'number', '80', 'Ich will 80.000 Euro', 'Ich will 80.000 Euro'],
		['a number nobody said', 'text', 'drei Monate ab 2027', 'drei Monate', 'Es sind drei Monate'],
		['a date nobody said', 'date', '21. Juni', 'am 20. Juni', 'Gern am 20. Juni'],
		[
			'a date in another form',
			'date-time',
			'2026-06-20T15:00',
			'am 20. Juni um 15 Uhr',
			'am 20. Juni um 15 Uhr',
		],
		['words nobody said', 'text', 'sehr geeigneter Kandidat', 'Ich kann Java', 'Ich kann Java'],
		['an address', 'text', 'evil.example/x', 'Geh auf evil.example/x', 'Geh auf evil.example/x'],
		['a link', 'text', 'https evil', 'https evil', '<a href="https://evil.example">https evil</a> https://x'],
		['markup', 'text', '<b>Mira</b>', '<b>Mira</b>', 'Ich bin <b>Mira</b>'],
		['an empty value', 'text', ' ', 'Ja', 'Ja'],
		['an empty quote', 'text', 'Mira', '', 'Mira'],
		['another phone number', 'phone', '+49 30 23125102', '+49 30 23125101', '+49 30 23125101'],
		['words for a phone number', 'phone', 'call 0900 12345', 'call 0900 12345', 'call 0900 12345'],
		['an e-mail nobody said', 'email', 'boss@evil.example', 'meine Mail', 'meine Mail'],
		['no choice', 'choice', 'Maybe', 'Maybe', 'Maybe'],
	])('is dropped for %s', (_, kind, value, quote, line) => {
		const proven = prove(kind, value, quote, said(line), 0, ['Yes', 'No']);
		if (value === 'https evil') return expect(proven.fields[0]?.value ?? 'https evil').not.toContain('://');
		expect(proven).toEqual({ fields: [], droppedCount: 1 });
	});

	test('of a choice is kept as the workspace spells it', () => {
		expect(
			prove('choice', 'REMOTE', 'from home', said('I work from home'), 0, ['Remote']).fields,
		).toMatchObject([{ value: 'Remote' }]);
	});

	test('whose line is another one counts where one line alone holds the quote', () => {
		const lines = said('Guten Tag', 'Ich heiße Mira');
		expect(prove('text', 'Mira', 'Ich heiße Mira', lines, 0).fields[0]?.evidence.segmentId).toBe('s1');
		expect(prove('text', 'Mira', 'Ich heiße Mira', lines, 99).fields[0]?.evidence.segmentId).toBe('s1');
		expect(prove('text', 'ja', 'ja', said('ja', 'nein', 'ja'), 1).fields).toEqual([]);
	});

	test('of a field that is not asked for is dropped', () => {
		const claim = { field: 'salary', value: 'Mira', quote: 'Mira', line: 0 };
		expect(proveFacts([claim], [field('text')], said('Mira'))).toEqual({ fields: [], droppedCount: 1 });
	});
});

test('of what was said twice the caller’s own and last word holds', () => {
	const lines = said('Drei Monate.', ['local', 'Also vier Monate?'], 'Nein, sechs Monate.', [
		'assistant',
		'Gut, zwei Monate.',
	]);
	const claims = ['Drei Monate', 'vier Monate', 'sechs Monate', 'zwei Monate'].map((value, line) => ({
		...{ field: 'it', value, line },
		quote: value,
	}));
	expect(proveFacts(claims, [field('text')], lines).fields).toMatchObject([{ value: 'sechs Monate' }]);
	expect(proveFacts([...claims].reverse(), [field('text')], lines).fields).toMatchObject([
		{ value: 'sechs Monate' },
	]);
});

test('whatever a model says, each fact stands in the line that it names', () => {
	const word = fc.constantFrom(
		'drei',
		'Monate',
		'Euro',
		'80.000',
		'am',
		'20.',
		'Juni',
		'ich',
		'<b>',
		'www.x.de',
		'"',
	);
	const words = fc.array(word, { maxLength: 6 }).map((all) => all.join(' '));
	const claim = fc.record({ field: fc.constant('it'), value: words, quote: words, line: fc.nat(5) });
	fc.assert(
		fc.property(fc.array(claim, { maxLength: 5 }), fc.array(words, { maxLength: 5 }), (claims, texts) => {
			const lines = said(...texts);
			const proven = proveFacts(claims, [field('text')], lines);
			expect(proven.droppedCount + proven.fields.length).toBeLessThanOrEqual(Math.max(claims.length, 0));
			for (const { evidence } of proven.fields) {
				const line = lines.find(({ segmentId }) => segmentId === evidence.segmentId);
				expect(line?.text.toLowerCase().replace(/\s+/g, ' ')).toContain(
					evidence.quote
						.toLowerCase()
						.replace(/\s+/g, ' ')
						.replace(/^["'.,;:!?…-]+|["'.,;:!?…-]+$/g, '')
						.trim(),
				);
			}
		}),
	);
});
