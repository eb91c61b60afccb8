import type { Text } from '../../lib/contract/text.ts';

export type Language = keyof Text;

const known: readonly Language[] = ['en', 'de', 'es'];

/** The first language of an Accept-Language header, by its weights, that we speak; English where there is none. */
export function languageOf(header: string | undefined): Language {
	const wishes = (header ?? '')
		.slice(0, 500)
		.split(',')
		.map((part, place) => {
			const [, name = '', weight = '1'] =
				/^\s*([a-z]{1,8})(?:-[\w-]+)?\s*(?:;\s*q=([01](?:\.\d{1,3})?))?\s*$/i.exec(part) ?? [];
			return { language: known.find((one) => one === name.toLowerCase()), weight: Number(weight), place };
		});
	const [best] = wishes
		.filter(({ language, weight }) => language !== undefined && weight > 0)
		.sort((a, b) => b.weight - a.weight || a.place - b.place);
	return best?.language ?? 'en';
}
