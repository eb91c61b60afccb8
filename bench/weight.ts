import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildExtension } from '../scripts/extension.ts';
import { clickInCard, waitForCard } from '../tests/support/card.ts';
import { launchChromium, openInFront } from '../tests/support/chromium.ts';
import { pairThroughOptions } from '../tests/support/pairing.ts';
import { temporaryFolder } from '../tests/support/server.ts';
import { startWorld } from '../tests/support/world.ts';
import type { Finding } from './report.ts';
import { readable } from './statistics.ts';

interface Loaded {
	/** Addresses of the extension's own scripts that the page's process has read. */
	scripts: Set<string>;
	frames: number;
}

/** What of ours is in a page before the first ring, and on it, as the browser's debugger sees it. */
async function observe(extension: string): Promise<{ before: Loaded; after: Loaded }> {
	const world = await startWorld();
	const profile = temporaryFolder('weight');
	const browser = await launchChromium({ extension, profile: profile.path, headless: true });
	await pairThroughOptions(browser, world.pairingLink);
	const page = await openInFront(browser, `${world.crm.origin}/`);
	const scripts = new Set<string>();
	const session = await browser.context.newCDPSession(page);
	session.on('Debugger.scriptParsed', ({ url }) => {
		if (url.startsWith('chrome-extension://')) scripts.add(new URL(url).pathname);
	});
	await session.send('Debugger.enable');
	const look = () => ({
		scripts: new Set(scripts),
		frames: page.frames().filter((frame) => frame.url().startsWith('chrome-extension://')).length,
	});
	await page.waitForTimeout(1_000);
	const before = look();
	await world.call({ from: '+493023125101' }).next();
	await waitForCard(page, /Mira Lindqvist/);
	await page.waitForTimeout(1_500);
	const after = look();
	await clickInCard(page, /dismiss/i);
	await browser.close();
	await world.close();
	profile.remove();
	return { before, after };
}

function sizeOf(files: string[]): { raw: number; gzip: number } {
	const bytes = files.map((file) => readFileSync(file));
	return {
		raw: bytes.reduce((sum, content) => sum + content.length, 0),
		gzip: bytes.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0),
	};
}

/** frame.html and every script and style it names. */
function frameFiles(extension: string): string[] {
	const html = path.join(extension, 'frame.html');
	const named = [...readFileSync(html, 'utf8').matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)];
	return [html, ...named.map((match) => path.join(extension, match[1] ?? ''))];
}

/** Bytes a CRM page carries before, and on, the first ring. */
export async function benchWeight(): Promise<Finding> {
	const extension = await buildExtension('e2e');
	const { before, after } = await observe(extension);
	const scripts = readdirSync(path.join(extension, 'content-scripts')).map((file) =>
		path.join(extension, 'content-scripts', file),
	);
	const loaded = scripts.filter((file) => after.scripts.has(`/content-scripts/${path.basename(file)}`));
	const pagePart = sizeOf(loaded.length > 0 ? loaded : scripts);
	const frame = sizeOf(frameFiles(extension));
	const row = (name: string, size: { raw: number; gzip: number }) => [
		name,
		readable(size.raw),
		readable(size.gzip),
	];
	const none = before.scripts.size + before.frames;
	const met = none === 0 && pagePart.gzip <= 20_480;
	return {
		name: 'weight',
		method: `Sample CRM in Chromium, extension paired, site switched on. What is in the page is asked of the browser's debugger: ${none} of our scripts and frames before the first ring, ${after.scripts.size} scripts and ${after.frames} frames on it. Sizes are those of the built files; gzip at level 9 for comparison only, as extensions are not sent over a network.`,
		columns: ['', 'bytes', 'bytes (gzip)'],
		rows: [
			[
				'page before the first ring',
				String(none === 0 ? 0 : pagePart.raw),
				String(none === 0 ? 0 : pagePart.gzip),
			],
			row('page part, on the first ring', pagePart),
			row('frame part, after the first paint', frame),
		],
		verdict: `Aim: 0 before, ≤ 20 kB (gzip) for the page part: ${met ? 'met' : 'not met'}.`,
	};
}
