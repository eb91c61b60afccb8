import { z } from 'zod';
import type { Dispatch } from '../outgoing/dispatcher.ts';

/** One thing that is to be asked. */
export interface Question {
	text: string;
	/** What may be answered; empty where anything may. */
	choices: string[];
}

export interface Questionnaire {
	title?: string;
	introduction?: string;
	questions: Question[];
}

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 256 * 1_024;
const MOST_QUESTIONS = 40;
const MOST_CHOICES = 20;

const Words = z.string().trim().min(1);
const Labelled = z.looseObject({
	label: Words.optional().catch(undefined),
	text: Words.optional().catch(undefined),
	value: z.coerce.string().optional().catch(undefined),
});
const Choice = z.union([Words, z.number().transform(String), Labelled.transform(labelOf)]).catch('');
const Choices = z.array(Choice).catch([]);

/** Questions are called differently from system to system; one without words is passed over. */
const Asked = z.union([
	Words.transform((text) => ({ text, choices: [] as string[] })),
	z
		.looseObject({
			text: Words.optional().catch(undefined),
			question: Words.optional().catch(undefined),
			question_text: Words.optional().catch(undefined),
			label: Words.optional().catch(undefined),
			choices: Choices.optional(),
			options: Choices.optional(),
		})
		.transform((one) => ({
			text: one.text ?? one.question ?? one.question_text ?? one.label ?? '',
			choices: one.choices ?? one.options ?? [],
		})),
]);

const Sheet = z.looseObject({
	title: Words.optional().catch(undefined),
	name: Words.optional().catch(undefined),
	introduction: Words.optional().catch(undefined),
	description: Words.optional().catch(undefined),
	questions: z.array(z.unknown()),
});

/** Bare, or in an envelope as `data` or `questionnaire`. */
const Answer = z.union([
	Sheet,
	z.looseObject({ data: Sheet }).transform(({ data }) => data),
	z.looseObject({ questionnaire: Sheet }).transform(({ questionnaire }) => questionnaire),
	z.array(z.unknown()).transform((questions) => Sheet.parse({ questions })),
]);

/** Undefined where there is none, or none that can be had now: the conversation goes on without. */
export async function loadQuestionnaire(
	base: string,
	campaignId: number,
	dispatch: Dispatch,
): Promise<Questionnaire | undefined> {
	const answer = await dispatch({
		method: 'GET',
		url: `${base.replace(/\/+$/, '')}/questionnaire/${campaignId}`,
		headers: { accept: 'application/json' },
		timeoutMs: TIMEOUT_MS,
		maxBytes: MOST_BYTES,
	});
	if (answer.kind !== 'answered' || answer.status !== 200) return undefined;
	return readQuestionnaire(Buffer.from(answer.body).toString('utf8'));
}

/** Undefined unless at least one question can be read. */
export function readQuestionnaire(text: string): Questionnaire | undefined {
	const sheet = Answer.safeParse(jsonOf(text));
	if (!sheet.success) return undefined;
	const { title, name, introduction, description, questions } = sheet.data;
	const asked = questions.flatMap((one): Question[] => {
		const read = Asked.safeParse(one);
		if (!read.success || read.data.text === '') return [];
		const choices = read.data.choices.filter((choice) => choice !== '').slice(0, MOST_CHOICES);
		return [{ text: read.data.text, choices }];
	});
	if (asked.length === 0) return undefined;
	return {
		title: title ?? name,
		introduction: introduction ?? description,
		questions: asked.slice(0, MOST_QUESTIONS),
	};
}

function labelOf({ label, text, value }: z.infer<typeof Labelled>): string {
	return label ?? text ?? value ?? '';
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
