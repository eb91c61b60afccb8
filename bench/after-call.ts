import type { Page } from 'playwright';
import { numbers } from '../demo/sample-crm/people.ts';
import { buildExtension } from '../scripts/extension.ts';
import { startLiveCall } from '../tests/support/after-call/live-call.ts';
import { detailOf } from '../tests/support/after-call/panel.ts';
import { spokenCall } from '../tests/support/after-call/speech.ts';
import { type Stand, startStand } from '../tests/support/after-call/stand.ts';
import type { RecordedCall } from '../tests/support/after-call/webex-account.ts';
import { addConnection } from '../tests/support/cli.ts';
import { wallClock } from '../tests/support/paint.ts';
import { cpuSeconds } from './cpu.ts';
import type { Finding } from './report.ts';
import { percentile, readable } from './statistics.ts';

const draftRounds = 30;
const burst = 100;
const lines = 60;
const warmUp = 5;
/** Recording, transcript and facts. */
const jobsOfCall = 3;
const secret = 'a-secret-of-the-benchmark';

interface Burst {
	seconds: number;
	/** Of the server, s. */
	cpu: number;
}

/** From the provider's webhook to draft facts, and from a line that is said to the panel; vendors answer at once. */
export async function benchAfterCall(built = buildExtension('e2e')): Promise<Finding> {
	const [stand, audio] = await Promise.all([startStand(await built), spokenCall()]);
	try {
		await stand.setConsent('announced');
		const page = await stand.chromium.context.newPage();
		const live = await measureLines(stand, page);
		const drafts = await measureDrafts(stand, page, audio);
		await page.close();
		return findingOf(drafts, live, await measureBurst(stand, audio));
	} finally {
		await stand.close();
	}
}

async function show(stand: Stand, page: Page, callId: string): Promise<void> {
	await page.goto('about:blank');
	await page.goto(`${stand.chromium.pageUrl('sidepanel')}#call=${encodeURIComponent(callId)}`);
	await page.getByRole('region', { name: 'Transcript' }).waitFor();
}

/** Arms the page: wall clock (ms) of the second animation frame after it holds so many of these. */
async function watchFor(page: Page, selector: string, count: number): Promise<() => Promise<number>> {
	await page.evaluate(
		([wanted, most]) => {
			const isThere = () => document.querySelectorAll(wanted).length >= most;
			const seen = new Promise<number>((resolve) => {
				const observer = new MutationObserver(() => {
					if (!isThere()) return;
					observer.disconnect();
					const now = () => resolve(performance.timeOrigin + performance.now());
					requestAnimationFrame(() => requestAnimationFrame(now));
				});
				observer.observe(document.body, { childList: true, subtree: true });
			});
			Object.assign(window, { seen });
		},
		[selector, count] as const,
	);
	return () => page.evaluate(() => (window as unknown as { seen: Promise<number> }).seen);
}

async function measureLines(stand: Stand, page: Page): Promise<number[]> {
	const { hookUrl } = await addConnection(stand.world.server, 'retell', secret);
	const call = await startLiveCall({ hookUrl, secret, from: numbers.mira, to: numbers.ownLine });
	await show(stand, page, call.callId);
	const took: number[] = [];
	for (let line = 1; line <= lines; line += 1) {
		const seen = await watchFor(page, '.said-line', line);
		const postedAt = wallClock();
		accepted(await call.say(`This is line ${line} of what is said.`));
		took.push((await seen()) - postedAt);
	}
	// The first ones wake everything up.
	return took.slice(warmUp);
}

async function measureDrafts(stand: Stand, page: Page, audio: Buffer): Promise<number[]> {
	const took: number[] = [];
	for (let round = 0; round < draftRounds; round += 1) {
		const call = await overCall(stand, audio);
		await show(stand, page, call.callId);
		const seen = await watchFor(page, '.fact', 4);
		const postedAt = wallClock();
		accepted(await call.next());
		took.push((await seen()) - postedAt);
	}
	return took;
}

/** All that is left to come of it is its recording. */
async function overCall(stand: Stand, audio: Buffer): Promise<RecordedCall> {
	const call = stand.account.call({ from: numbers.mira, to: numbers.ownLine, audio });
	for (let step = 0; step < 3; step += 1) accepted(await call.next());
	return call;
}

/** Seconds until each of many recordings that are told of at once has its facts, and what the server worked for it. */
async function measureBurst(stand: Stand, audio: Buffer): Promise<Burst> {
	const calls: RecordedCall[] = [];
	while (calls.length < burst) calls.push(await overCall(stand, audio));
	const { pid } = stand.world.server;
	const [startedAt, worked] = [wallClock(), cpuSeconds(pid)];
	const asked = stand.models.questions.length;
	for (const status of await Promise.all(calls.map((call) => call.next()))) accepted(status);
	while (stand.models.questions.length < asked + burst) await pause();
	for (const call of calls) while (!(await detailOf(stand.access, call)).extraction) await pause();
	return { seconds: (wallClock() - startedAt) / 1_000, cpu: cpuSeconds(pid) - worked };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

function accepted(status: number): void {
	if (status >= 300) throw new Error(`The webhook was answered with ${status}`);
}

function findingOf(drafts: number[], live: number[], { seconds, cpu }: Burst): Finding {
	const row = (name: string, took: number[]) => [
		name,
		String(took.length),
		readable(percentile(took, 0.5)),
		readable(percentile(took, 0.95)),
	];
	const worst = percentile(drafts, 0.95);
	const jobs = burst * jobsOfCall;
	return {
		name: 'after-call',
		method: `A real server process, Webex, model and CRM on real ports that answer at once, and the panel open in Chromium. Draft: from just before the signed webhook on a recording (14 s of spoken German, WAV) is posted, over fetching, storing, transcribing and reading, to the second animation frame after its facts are in the panel. Line: from just before Retell’s webhook with one more line is posted to that line in the panel, likewise. Burst: ${burst} recordings told of at once by one connection, until the last has its facts: ${readable(seconds)} s, of which the server’s own CPU time (all threads) ${readable(cpu)} s, for ${jobs} jobs.`,
		columns: ['', 'rounds', 'p50 ms', 'p95 ms'],
		rows: [row('webhook → draft in the panel', drafts), row('line posted → in the panel', live)],
		verdict: `Draft beyond the vendors’ own time, p95 (aim < 2,000 ms): ${worst < 2_000 ? 'met' : 'not met'}. Jobs per second: ${readable(jobs / seconds)}; per CPU second of the server: ${readable(jobs / cpu)}.`,
	};
}
