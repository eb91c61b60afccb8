import type { Questionnaire } from './questionnaire.ts';
import type { TriggerRequest } from './request.ts';
import { type AssistantLanguage, briefingWords } from './words.ts';

export interface Prompt {
	prompt: string;
	firstMessage: string;
	language: AssistantLanguage;
}

const MOST_SPOKEN = 100;
const MOST_QUESTION = 400;
const MOST_INTRODUCTION = 1_000;

/** What the assistant is told, and what it says first. Pure; at most some 30,000 letters. */
export function promptOf(request: TriggerRequest, questionnaire: Questionnaire | undefined): Prompt {
	const language = request.language ?? 'de';
	const words = briefingWords[language];
	const data = {
		first_name: plain(request.candidate_first_name, MOST_SPOKEN),
		last_name: plain(request.candidate_last_name, MOST_SPOKEN),
		company: plain(request.company_name, MOST_SPOKEN),
		campaign: request.campaign_id,
		...(questionnaire?.title && { title: plain(questionnaire.title, MOST_SPOKEN) }),
		...(questionnaire?.introduction && {
			introduction: plain(questionnaire.introduction, MOST_INTRODUCTION),
		}),
	};
	const prompt = [
		...words.task,
		questionsOf(questionnaire, words),
		`${words.data}:\n\`\`\`json\n${JSON.stringify(data, null, 1)}\n\`\`\``,
	].join('\n\n');
	return {
		prompt,
		language,
		firstMessage: words.greeting({ first: data.first_name, last: data.last_name, company: data.company }),
	};
}

function questionsOf(
	questionnaire: Questionnaire | undefined,
	words: (typeof briefingWords)[AssistantLanguage],
): string {
	if (!questionnaire) return words.noQuestions;
	const lines = questionnaire.questions.map(({ text, choices }, index) => {
		const answers = choices.map((choice) => plain(choice, MOST_SPOKEN)).join(' / ');
		const among = answers ? ` (${words.choices}: ${answers})` : '';
		return `${index + 1}. ${plain(text, MOST_QUESTION)}${among}`;
	});
	return `${words.questions}:\n${lines.join('\n')}`;
}

/**
 * One line without anything that marks up or opens: no new paragraph, fence, tag or `{{variable}}` can come out of a
 * name, and none is longer than a name is.
 */
function plain(text: string, most: number): string {
	const line = text
		.normalize('NFC')
		.replace(/[`{}<>[\]\\|#*_~]/g, '')
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim();
	return Array.from(line).slice(0, most).join('');
}
