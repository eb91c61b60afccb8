import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Finished } from '../sign-in/finish.ts';
import { escaped } from './escape.ts';
import type { Language } from './language.ts';
import { pageStyle } from './page-content.ts';
import {
	missingWords,
	ownerWords,
	type PageTrouble,
	signedInWords,
	troubleBodies,
	troubleTitle,
} from './sign-in-words.ts';

const statuses: Record<PageTrouble, number> = {
	unreadable: 400,
	unknown: 400,
	used: 410,
	expired: 410,
	denied: 403,
	'vendor-refused': 403,
	'mixed-up': 400,
	gone: 403,
	'code-refused': 400,
	'app-refused': 502,
	'no-answer': 503,
	'account-unknown': 502,
	'not-made': 409,
	'account-taken': 409,
	'other-account': 409,
	busy: 503,
};

const policy = [
	"default-src 'none'",
	`style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

type Page = Extract<Finished, { kind: 'signed-in' }> | { kind: PageTrouble; provider?: { label: string } };

/** Says what came of a sign-in. Nothing that the address held is repeated. */
export function sendSignInPage(
	reply: FastifyReply,
	page: Page,
	language: Language,
	status?: number,
): FastifyReply {
	const isSignedIn = page.kind === 'signed-in';
	return reply
		.code(status ?? (isSignedIn ? 200 : statuses[page.kind]))
		.type('text/html; charset=utf-8')
		.headers({
			'content-security-policy': policy,
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
			'cache-control': 'no-store',
		})
		.send(render(page, language));
}

function render(page: Page, language: Language): string {
	const title = (page.kind === 'signed-in' ? signedInWords.title : troubleTitle)[language];
	const named = page.provider ? `${title}: ${page.provider.label}` : title;
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(named)}</title>
<style>${pageStyle}</style>
</head>
<body>
<h1>${escaped(named)}</h1>
${paragraphs(page, language)
	.map((text) => `<p>${escaped(text)}</p>`)
	.join('\n')}
</body>
</html>
`;
}

function paragraphs(page: Page, language: Language): string[] {
	if (page.kind !== 'signed-in') return [troubleBodies[page.kind][language]];
	const owner = page.owner ? [`${ownerWords[language]} ${page.owner}`] : [];
	if (page.missing.length === 0) return [...owner, signedInWords.body[language]];
	return [...owner, missingWords[language], ...page.missing.map(({ why }) => why[language])];
}
