/** Photographs the gallery and runs axe on every state: `node components/gallery/shoot.ts [folder]`. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import preact from '@preact/preset-vite';
import { type Browser, chromium } from 'playwright';
import { createViteServer } from 'vitest/node';
import { getProgram } from '../../scripts/browser.ts';
import { root } from '../../scripts/command.ts';
import { callStates } from './calls.ts';

const folder = path.resolve(process.argv[2] ?? path.join(root, '.output', 'gallery'));
mkdirSync(folder, { recursive: true });

const server = await createViteServer({
	root: import.meta.dirname,
	configFile: false,
	publicDir: path.join(root, 'public'),
	plugins: [preact({ devToolsEnabled: false })],
	server: { port: 0, fs: { allow: [root] } },
	logLevel: 'error',
});
await server.listen();
const [address = ''] = server.resolvedUrls?.local ?? [];

async function photograph(browser: Browser): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		for (const locale of ['en', 'de', 'es']) {
			for (const width of [1_000, 480]) {
				const page = await browser.newPage({ colorScheme, viewport: { width: 1_700, height: 900 } });
				await page.goto(`${address}?locale=${locale}&width=${width}`, {
					waitUntil: 'load',
					timeout: 120_000,
				});
				// Frames render once their modules are there.
				for (const frame of page.frames().slice(1)) {
					await frame.locator('#app > *').first().waitFor({ state: 'attached', timeout: 120_000 });
				}
				await page.waitForTimeout(500);
				const file = path.join(folder, `${locale}-${colorScheme}-${width}.png`);
				await page.screenshot({ path: file, fullPage: true });
				await page.close();
			}
		}
	}
}

async function checkAccess(browser: Browser): Promise<number> {
	let count = 0;
	const page = await (await browser.newContext()).newPage();
	await page.goto(address, { waitUntil: 'domcontentloaded' });
	await page.locator('iframe').first().waitFor({ state: 'attached' });
	const states = await page
		.locator('iframe')
		.evaluateAll((all) => all.map((frame) => frame.getAttribute('title') ?? ''));
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		for (const state of states) {
			await page.goto(`${address}?state=${encodeURIComponent(state)}`, { waitUntil: 'load' });
			await page.locator('#app > *').first().waitFor({ state: 'attached' });
			const builder = new AxeBuilder({ page });
			// A card is no page of its own: the page around it has the landmarks and headings.
			if (state in callStates) builder.disableRules(['region', 'page-has-heading-one', 'landmark-one-main']);
			const { violations } = await builder.analyze();
			for (const { id, nodes } of violations) {
				count += 1;
				process.stdout.write(
					`${state} (${colorScheme}): ${id}: ${nodes.map(({ html }) => html).join(' ')}\n`,
				);
			}
		}
	}
	return count;
}

const found = await getProgram('chromium');
if (found.kind === 'missing') throw new Error(found.message);
const browser = await chromium.launch({
	executablePath: found.path,
	args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
	if (!process.argv.includes('--axe')) await photograph(browser);
	const count = await checkAccess(browser);
	process.stdout.write(`${count} accessibility violations\n`);
	process.exitCode = count === 0 ? 0 : 1;
} finally {
	await browser.close();
	await server.close();
}
