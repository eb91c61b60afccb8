import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

async function read(path: string, language: string) {
	const response = await fetch(`${t.origin}${path}`, { headers: { 'accept-language': language } });
	return { html: await response.text(), headers: response.headers };
}

test.each([
	['en-GB,en;q=0.9', 'en', 'Join Ringside', 'What to do next'],
	['de-AT,de;q=0.9,en;q=0.5', 'de', 'Bei Ringside mitmachen', 'Wie es weitergeht'],
	['es', 'es', 'Unirse a Ringside', 'Cómo seguir'],
	['fr-FR', 'en', 'Join Ringside', 'What to do next'],
])('people who read %s are spoken to in %s', async (header, language, join, home) => {
	for (const [path, words] of [['/join', join] as const, ['/', home] as const]) {
		const { html } = await read(path, header);
		expect(html).toContain(`<html lang="${language}">`);
		expect(html).toContain(words);
	}
});

test('the page’s own script is the only one its policy allows, in every language', async () => {
	for (const language of ['en', 'de', 'es']) {
		const { html, headers } = await read('/join', language);
		const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
		const hash = createHash('sha256').update(script).digest('base64');
		expect(headers.get('content-security-policy')).toContain(`script-src 'sha256-${hash}'`);
		expect(html.match(/<script/g)).toHaveLength(1);
	}
});

test('the code stays in the fragment: the page is the same for every code, and is not kept', async () => {
	const { html, headers } = await read('/join?code=ABCDEFGH', 'en');
	expect(html).not.toContain('ABCDEFGH');
	expect(headers.get('cache-control')).toBe('no-store');
	expect(headers.get('referrer-policy')).toBe('no-referrer');
});
