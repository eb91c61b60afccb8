import type { Page } from 'playwright';
import { buildExtension } from '../scripts/extension.ts';
import { clickInCard, readCard, waitForCard } from '../tests/support/card.ts';
import { launchChromium, openInFront } from '../tests/support/chromium.ts';
import { wallClock, watchPaint } from '../tests/support/paint.ts';
import { pairThroughOptions } from '../tests/support/pairing.ts';
import { temporaryFolder } from '../tests/support/server.ts';
import { startWorld, type World } from '../tests/support/world.ts';
import type { Finding } from './report.ts';
import { measureBareSocket } from './socket-baseline.ts';
import { percentile, readable } from './statistics.ts';

const warmRounds = 200;
const coldRounds = 60;

/** ms from before the webhook is sent. */
interface Ring {
	painted: number;
	frame: number;
}

async function ringOnce(world: World, page: Page): Promise<Ring> {
	const watch = await watchPaint(page);
	const sentAt = wallClock();
	const status = await world.call({ from: '+493023125101' }).next();
	if (status >= 300) throw new Error(`The webhook was answered with ${status}`);
	const painted = (await watch.painted()) - sentAt;
	const frame = (await watch.frame()) - sentAt;
	await waitForCard(page, /Mira Lindqvist/);
	return { painted, frame };
}

async function dismiss(page: Page): Promise<void> {
	// A click within 300 ms of a card's appearance is not taken for meant.
	await page.waitForTimeout(350);
	await clickInCard(page, /dismiss/i);
	await waitForCard(page, (card) => card.text === '');
}

async function measureRings(world: World, page: Page, rounds: number, cold: boolean): Promise<Ring[]> {
	const took: Ring[] = [];
	for (let round = 0; round < rounds; round += 1) {
		if (cold) await page.reload();
		await page.bringToFront();
		if ((await readCard(page)).text !== '') throw new Error('A card of the round before is still there');
		took.push(await ringOnce(world, page));
		await dismiss(page);
	}
	return took;
}

/** From just before the webhook is sent to the card painted, warm and cold, against a bare WebSocket. */
export async function benchRing(): Promise<Finding> {
	const world = await startWorld();
	const profile = temporaryFolder('ring');
	const browser = await launchChromium({
		extension: await buildExtension('e2e'),
		profile: profile.path,
		headless: true,
	});
	const options = await pairThroughOptions(browser, world.pairingLink);
	await options.close();
	const page = await openInFront(browser, `${world.crm.origin}/`);
	const coldRings = await measureRings(world, page, coldRounds, true);
	const warmRings = await measureRings(world, page, warmRounds, false);
	const bare = await measureBareSocket(page, warmRounds);
	await browser.close();
	await world.close();
	profile.remove();
	return findingOf(warmRings, coldRings, bare);
}

function findingOf(warmRings: Ring[], coldRings: Ring[], bare: number[]): Finding {
	const warm = warmRings.map((ring) => ring.painted);
	const cold = coldRings.map((ring) => ring.painted);
	const p = percentile;
	const row = (name: string, times: number[]) => [
		name,
		String(times.length),
		readable(p(times, 0.5)),
		readable(p(times, 0.95)),
	];
	const share = p(warm, 0.5) / p(bare, 0.5);
	const extra = p(cold, 0.5) - p(warm, 0.5);
	const worst = Math.max(p(warm, 0.95), p(cold, 0.95));
	const word = (met: boolean) => (met ? 'met' : 'not met');
	return {
		name: 'ring',
		method:
			'From the clock of the sending process just before a signed webhook is posted, to the second animation frame after the card’s element is in the page (a MutationObserver in the page takes the time). Warm: the page showed a card before. Cold: the page was just loaded and holds nothing of ours. The frame part is rendered when it tells the page its height; it takes input 300 ms later, by design. Baseline: in the same browser, a bare WebSocket message that makes one DOM node, to its second animation frame.',
		columns: ['', 'rounds', 'p50 ms', 'p95 ms'],
		rows: [
			row('card painted, warm', warm),
			row('card painted, cold', cold),
			row(
				'frame part rendered, warm',
				warmRings.map((ring) => ring.frame),
			),
			row(
				'frame part rendered, cold',
				coldRings.map((ring) => ring.frame),
			),
			row('bare WebSocket → DOM node', bare),
		],
		verdict: [
			`Warm p50 against the baseline: ${readable(share)} (aim ≤ 1.3: ${word(share <= 1.3)}).`,
			`Cold p50 over warm: ${readable(extra)} ms (aim ≤ 30: ${word(extra <= 30)}).`,
			`Worst p95: ${readable(worst)} ms (aim ≤ 100: ${word(worst <= 100)}).`,
		].join(' '),
	};
}
