import { spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { numbers, people } from '../../demo/sample-crm/people.ts';
import { chromiumArguments } from '../../scripts/browser.ts';
import { extensionFolder } from '../../scripts/extension.ts';
import { waitForCard } from '../support/card.ts';
import { launchChromium } from '../support/chromium.ts';
import { leadsLoaded, pairThroughOptions } from '../support/pairing.ts';
import { temporaryFolder } from '../support/server.ts';
import { needProgram } from '../support/skip.ts';
import { startWorld, type World } from '../support/world.ts';

/** ms of nothing but heartbeats; the browser ends an idle service worker after 30 s. */
const silence = Number(process.env.SILENCE_MS ?? 300_000);

async function pairOnce(world: World, extension: string, profile: string): Promise<void> {
	const first = await launchChromium({ extension, profile, headless: true });
	const options = await pairThroughOptions(first, world.pairingLink);
	await leadsLoaded(options, people.length);
	await first.close();
}

/** Connects to a running browser for the first time: nobody debugged it until now. */
async function lookInto(profile: string, origin: string): Promise<{ page: Page; leave(): Promise<void> }> {
	const port = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0];
	const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
	const page = browser
		.contexts()[0]
		?.pages()
		.find((candidate) => candidate.url().startsWith(origin));
	if (!page) throw new Error('The CRM tab is not there');
	return { page, leave: () => browser.close() };
}

test('a ring after five silent minutes is shown, with no debugger to keep the worker alive', async () => {
	const executable = needProgram('chromium');
	const profile = temporaryFolder('silence');
	const world = await startWorld();
	// A copy, so that a build in the meantime does not pull the extension from under the browser.
	const extension = path.join(profile.path, 'extension');
	cpSync(extensionFolder('e2e'), extension, { recursive: true });
	await pairOnce(world, extension, profile.path);
	const plain = spawn(
		executable,
		[
			...chromiumArguments(extension, { headless: true }),
			`--user-data-dir=${profile.path}`,
			'--remote-debugging-port=0',
			`${world.crm.origin}/`,
		],
		{ stdio: 'ignore' },
	);
	try {
		await new Promise((resolve) => setTimeout(resolve, silence));
		expect(await world.call({ from: numbers.mira }).next()).toBeLessThan(300);
		// Two heartbeats at most, if the worker had to come back by its alarm.
		await new Promise((resolve) => setTimeout(resolve, 3_000));
		const { page, leave } = await lookInto(profile.path, world.crm.origin);
		await waitForCard(page, /Incoming call.*Mira Lindqvist/, 40_000);
		await leave();
	} finally {
		plain.kill();
		await world.close();
		await new Promise((resolve) => setTimeout(resolve, 500));
		profile.remove();
	}
});
