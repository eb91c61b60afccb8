import type OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import type { FactField } from '../../../lib/contract/settings.ts';
import { type ModelFailure, outcomeOf } from '../../models/failure.ts';
import { answerSchema, linesOf, rulesFor } from './question.ts';
import type { Window } from './windows.ts';

/** A model's answer and what it cost. */
export type Told = { kind: 'told'; text: string; tokens: number } | ModelFailure;

/** A call of three hours says no more than this of the fields of a workspace. */
const MOST_TOKENS = 8_000;

/** Asks about one window. No tools are offered, so that nothing that was said can make the model use one. */
export async function askAbout(
	window: Window,
	{
		client,
		model,
		fields,
		now,
	}: { client: OpenAI; model: string; fields: readonly FactField[]; now: number },
): Promise<Told> {
	try {
		const answer = await client.chat.completions.create({
			model,
			max_completion_tokens: MOST_TOKENS,
			messages: [
				{ role: 'system', content: rulesFor(fields) },
				{ role: 'user', content: linesOf(window) },
			],
			response_format: zodResponseFormat(answerSchema(fields), 'facts'),
		});
		return readChoice(answer, fields);
	} catch (error) {
		return outcomeOf(error, now);
	}
}

const invalid = (reason: string) => ({ kind: 'invalid-answer', reason }) as const;

function readChoice(answer: OpenAI.ChatCompletion, fields: readonly FactField[]): Told {
	const [choice] = answer.choices ?? [];
	if (!choice) return invalid('The model gave no answer.');
	if (choice.message.refusal) return { kind: 'refused', reason: 'The model refused to read this call.' };
	if (choice.finish_reason === 'length') return invalid('The model’s answer was cut off.');
	const text = choice.message.content ?? '';
	const read = answerSchema(fields).safeParse(jsonOf(text));
	if (!read.success) return invalid('The model’s answer was not in the form that was asked for.');
	return { kind: 'told', text: JSON.stringify(read.data), tokens: tokensOf(answer, text) };
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Servers of one's own may not count: then about four characters are a token. */
function tokensOf({ usage }: OpenAI.ChatCompletion, text: string): number {
	return z.number().int().nonnegative().safeParse(usage?.total_tokens).data ?? Math.ceil(text.length / 4);
}
