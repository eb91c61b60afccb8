import type { ModelQuestion } from './openai.ts';

/** What a language model makes of a question. */
export type ModelWords =
	/** As the schema of the question wants it, or not. */
	| { kind: 'json'; value: unknown }
	/** Anything, e.g. half of an object. */
	| { kind: 'text'; text: string }
	| { kind: 'refusal'; text: string }
	/** The most tokens were used up before the end. */
	| { kind: 'cut'; text: string };

const TOKENS = { in: 900, out: 100 };

/** In the shape of the API that was asked. */
export function worded(question: ModelQuestion, words: ModelWords): unknown {
	return question.path === '/responses' ? response(question, words) : completion(question, words);
}

function response({ model }: ModelQuestion, words: ModelWords): unknown {
	const isCut = words.kind === 'cut';
	const content =
		words.kind === 'refusal'
			? { type: 'refusal', refusal: words.text }
			: { type: 'output_text', text: textOf(words), annotations: [], logprobs: [] };
	const status = isCut ? 'incomplete' : 'completed';
	return {
		...{ id: 'resp_1', object: 'response', created_at: 0, status, model, error: null },
		incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
		output: [{ id: 'msg_1', type: 'message', role: 'assistant', status, content: [content] }],
		...{ parallel_tool_calls: true, temperature: 1, tool_choice: 'auto', tools: [], top_p: 1 },
		usage: {
			...{ input_tokens: TOKENS.in, output_tokens: TOKENS.out, total_tokens: TOKENS.in + TOKENS.out },
			...{ input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } },
		},
	};
}

function completion({ model }: ModelQuestion, words: ModelWords): unknown {
	const isRefusal = words.kind === 'refusal';
	const message = {
		role: 'assistant',
		content: isRefusal ? null : textOf(words),
		refusal: isRefusal ? words.text : null,
	};
	const finish_reason = words.kind === 'cut' ? 'length' : 'stop';
	return {
		...{ id: 'chatcmpl_1', object: 'chat.completion', created: 0, model },
		choices: [{ index: 0, finish_reason, logprobs: null, message }],
		usage: {
			prompt_tokens: TOKENS.in,
			completion_tokens: TOKENS.out,
			total_tokens: TOKENS.in + TOKENS.out,
		},
	};
}

function textOf(words: ModelWords): string {
	return words.kind === 'json' ? JSON.stringify(words.value) : words.text;
}
