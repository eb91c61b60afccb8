import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { getProgram, hasScreen } from '../scripts/browser.ts';
import { root } from '../scripts/command.ts';
import { buildExtension } from '../scripts/extension.ts';
import { waitForCard } from '../tests/support/card.ts';
import { launchChromium, openInFront, type RunningChromium } from '../tests/support/chromium.ts';
import { wallClock, watchPaint } from '../tests/support/paint.ts';
import { pairThroughOptions } from '../tests/support/pairing.ts';
import { temporaryFolder } from '../tests/support/server.ts';
import { startWorld, type World } from '../tests/support/world.ts';
import { listenToKeys } from './keys.ts';
import { numbers } from './sample-crm/people.ts';

const { values: options } = parseArgs({
	options: {
		headless: { type: 'boolean', default: false },
		/** Also renews the picture in the README. */
		readme: { type: 'boolean', default: false },
	},
});
const headless = options.headless || !hasScreen();

/** Rings once and says how long it took until the card was painted. */
async function firstRing(world: World, browser: RunningChromium): Promise<void> {
	const page = await openInFront(browser, `${world.crm.origin}/`);
	const watch = await watchPaint(page);
	const sentAt = wallClock();
	const status = await world.call({ from: numbers.mira, name: 'Mira Lindqvist' }).next();
	console.log(`Webex webhook sent, answered with ${status}`);
	await waitForCard(page, /Mira Lindqvist/, 10_000);
	const milliseconds = (await watch.painted()) - sentAt;
	console.log(`From webhook to paint: ${milliseconds.toFixed(0)} ms`);
	if (headless) await photograph(page);
}

async function photograph(page: Awaited<ReturnType<typeof openInFront>>): Promise<void> {
	const file = path.join(root, 'demo', 'out', 'card.png');
	mkdirSync(path.dirname(file), { recursive: true });
	// The card fades in for 120 ms, and its frame part comes after it.
	await page.waitForTimeout(600);
	await page.screenshot({ path: file });
	console.log(`Screenshot: ${path.relative(root, file)}`);
	if (options.readme) copyFileSync(file, path.join(root, 'docs', 'card.png'));
}

async function main(): Promise<void> {
	const chromium = await getProgram('chromium');
	if (chromium.kind === 'missing') throw new Error(chromium.message);
	console.log('Building the extension …');
	const extension = await buildExtension('e2e');
	const world = await startWorld();
	console.log(`Server: ${world.server.origin}   Sample CRM: ${world.crm.origin}`);
	const profile = temporaryFolder('profile');
	const browser = await launchChromium({ extension, profile: profile.path, headless });
	try {
		await pairThroughOptions(browser, world.pairingLink);
		console.log('Extension paired through its options page');
		await firstRing(world, browser);
		if (!headless) await listenToKeys(world, browser);
	} finally {
		await browser.close();
		await world.close();
		profile.remove();
	}
}

try {
	await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
