import type { Language } from './language.ts';
import { pageWords } from './page-words.ts';

export const pageStyle = `
	:root { color-scheme: light dark; }
	body {
		font: 16px/1.5 system-ui, sans-serif; max-inline-size: 40rem; margin: 4rem auto; padding-inline: 1.25rem;
	}
	h1 { font-size: 1.5rem; margin-block-end: 0.25rem; }
	code { font: 1rem ui-monospace, monospace; user-select: all; overflow-wrap: anywhere; }
	.code { display: block; padding: 0.75rem 1rem; border: 1px solid GrayText; border-radius: 0.5rem; }
	button { font: inherit; padding: 0.4rem 1rem; margin-block-start: 0.75rem; }
	li { margin-block: 0.5rem; }
	.quiet { display: block; opacity: 0.75; font-size: 0.9rem; }
	[hidden] { display: none; }
`;

/** Reads the code from the fragment; the address then no longer holds it. */
export const joinScript = `
	const code = location.hash.slice(1);
	const line = location.origin + '/join#' + code;
	const find = (id) => document.getElementById(id);
	history.replaceState(null, '', location.pathname);
	if (/^[0-9A-Za-z-]{8,200}$/.test(code)) {
		find('code').textContent = line;
		find('with-code').hidden = false;
		find('copy').addEventListener('click', async () => {
			await navigator.clipboard.writeText(line);
			find('copied').hidden = false;
		});
	} else {
		find('without-code').hidden = false;
	}
	const firefox = navigator.userAgent.includes('Firefox/');
	find(firefox ? 'firefox' : 'chrome').hidden = false;
`;

function page(language: Language, title: string, body: string): string {
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** What this is, and the way on for whoever came here. */
export function homePage(language: Language): string {
	const { about, next, invited, member, admin, developer } = pageWords[language].home;
	const line = ([who, what]: [string, string], more = '') =>
		`<li><strong>${who}</strong> ${what}${more}</li>`;
	return page(
		language,
		'Ringside',
		`<h1>Ringside</h1>
<p>${about}</p>
<h2>${next}</h2>
<ul>
${line(invited)}
${line(member)}
${line(admin)}
${line(developer, ' <a href="/v1/openapi.json">/v1/openapi.json</a>')}
</ul>`,
	);
}

/** How to install for her browser, and the link to paste. */
export function joinPage(language: Language): string {
	const words = pageWords[language].join;
	return page(
		language,
		words.title,
		`<h1>${words.title}</h1>
<p>${words.steps}</p>
<ol>
<li>
<span id="chrome" hidden>${words.chrome} <span class="quiet">${words.chromeByHand}</span></span>
<span id="firefox" hidden>${words.firefox} <span class="quiet">${words.firefoxByHand}</span></span>
</li>
<li>${words.paste}</li>
</ol>
<div id="with-code" hidden>
<code class="code" id="code"></code>
<button id="copy" type="button">${words.copy}</button>
<span role="status"><span id="copied" hidden>${words.copied}</span></span>
<p>${words.once}</p>
</div>
<p id="without-code" hidden>${words.without}</p>
<noscript><p>${words.withoutScript}</p></noscript>
<script>${joinScript}</script>`,
	);
}
