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
			find('copied').textContent = 'Copied.';
		});
	} else {
		find('without-code').hidden = false;
	}
	const firefox = navigator.userAgent.includes('Firefox/');
	find(firefox ? 'firefox' : 'chrome').hidden = false;
`;

function page(title: string, body: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

export const homePage = page(
	'Ringside',
	`<h1>Ringside</h1>
<p>This server tells recruiters and sales teams who is calling, in the CRM tab that they are looking at.</p>
<h2>What to do next</h2>
<ul>
<li><strong>You set this server up:</strong> open the admin link that it printed when it started. It begins with this
address and /join.</li>
<li><strong>Your team uses Ringside:</strong> ask your admin for an invite link.</li>
<li><strong>You are a developer:</strong> the API is described in <a href="/v1/openapi.json">/v1/openapi.json</a>.</li>
</ul>`,
);

export const joinPage = page(
	'Join Ringside',
	`<h1>Join Ringside</h1>
<p>Two steps, one minute.</p>
<ol>
<li>
<span id="chrome" hidden>Install the Ringside extension in this browser (Chrome, Edge or another Chromium browser).
Without a store: open chrome://extensions, switch on developer mode, choose “Load unpacked” and the folder
.output/chrome-mv3 of the build.</span>
<span id="firefox" hidden>Install the Ringside extension in Firefox. Without a store: open about:debugging, “This
Firefox”, “Load Temporary Add-on” and choose manifest.json in the folder .output/firefox-mv2 of the build.</span>
</li>
<li>Open the extension’s options page and paste this link there:</li>
</ol>
<div id="with-code" hidden>
<code class="code" id="code"></code>
<button id="copy" type="button">Copy</button> <span id="copied" role="status"></span>
<p>It works once, for one browser.</p>
</div>
<p id="without-code" hidden>This address holds no code. Open the whole link that you were sent, up to its last letter.</p>
<noscript><p>Copy this page’s address from the address bar and paste it there.</p></noscript>
<script>${joinScript}</script>`,
);
