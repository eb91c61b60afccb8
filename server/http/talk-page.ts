import { escaped } from './escape.ts';
import type { Language } from './language.ts';
import { pageStyle } from './page-content.ts';
import { type TalkWords, talkWords } from './talk-words.ts';

export const talkStyle = `${pageStyle}
	nav ul { list-style: none; display: flex; gap: 1rem; padding: 0; }
	nav li { margin: 0; }
	label { display: flex; gap: 0.75rem; align-items: baseline; margin-block: 1.25rem; }
	input[type=checkbox] { inline-size: 1.25rem; block-size: 1.25rem; flex: none; }
	button { min-block-size: 2.75rem; }
	section:focus { outline: none; }
	#consent-needed { font-weight: 600; }
`;

const names: Record<Language, string> = { de: 'Deutsch', en: 'English', es: 'Español' };

interface TalkPage {
	language: Language;
	company: string;
	/** Addresses of its scripts. */
	files: { page: string; library: string; worklet: string };
}

/** The page on which a candidate agrees and talks; its script shows one of its sections at a time. */
export function talkPage({ language, company, files }: TalkPage): string {
	const words = talkWords[language];
	return documentOf(
		language,
		words.title,
		`<h1>${words.title}</h1>
<p>${words.about} <strong><bdi>${escaped(company)}</bdi></strong></p>
${asking(words)}
${section('connecting', `<p role="status">${words.connecting}</p>`)}
${section('talking', `<p role="status">${words.talking}</p><button type="button" id="hang-up">${words.hangUp}</button>`)}
${section('ended', trouble(words.ended, words.endedMore, words.again))}
${section('refused', trouble(words.refused, words.refusedMore, words.again))}
${section('failed', trouble(words.failed, words.failedMore, words.again))}
${section('over', `<p role="alert">${words.over}</p>`)}
<noscript><p>${words.withoutScript}</p></noscript>
<script src="${files.library}" defer></script>
<script src="${files.page}" defer></script>`,
		files.worklet,
	);
}

/** For every link that leads nowhere (any more). */
export function noTalkPage(language: Language): string {
	const { overTitle, over } = talkWords[language];
	return documentOf(language, overTitle, `<h1>${overTitle}</h1>\n<p>${over}</p>`);
}

function asking(words: TalkWords): string {
	return `<section id="asking" tabindex="-1">
<p>${words.what}</p>
<p>${words.privacy}</p>
<form id="form" novalidate>
<label><input type="checkbox" id="consent" aria-describedby="consent-needed">${words.consent}</label>
<p id="consent-needed" role="alert" hidden>${words.consentNeeded}</p>
<p class="quiet">${words.microphone}</p>
<button type="submit" id="start">${words.start}</button>
</form>
</section>`;
}

function section(id: string, body: string): string {
	return `<section id="${id}" tabindex="-1" hidden>${body}</section>`;
}

function trouble(what: string, more: string, again: string): string {
	return `<p role="status"><strong>${what}</strong></p><p>${more}</p><button type="button" class="again">${again}</button>`;
}

function documentOf(language: Language, title: string, body: string, worklet = ''): string {
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${talkStyle}</style>
</head>
<body data-worklet="${worklet}">
<nav aria-label="${talkWords[language].languages}"><ul>
${(['de', 'en', 'es'] as const).map((one) => languageLink(one, language)).join('\n')}
</ul></nav>
<main>
${body}
</main>
</body>
</html>
`;
}

function languageLink(one: Language, current: Language): string {
	const here = one === current ? ' aria-current="true"' : '';
	return `<li><a href="?lang=${one}" lang="${one}" hreflang="${one}"${here}>${names[one]}</a></li>`;
}
