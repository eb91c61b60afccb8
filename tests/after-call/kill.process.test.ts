import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/server.ts';
import { type Run, runChain } from './chain.testkit.ts';
import { makeTemplate, type Template } from './furnish.testkit.ts';
import { calls } from './hooks.testkit.ts';
import type { Death } from './life.testkit.ts';
import { startVendors } from './vendors.testkit.ts';

const ALL = process.env.RINGSIDE_LONG === '1';
const SAMPLED = 20;
const AT_ONCE = 2;
const LONGEST_MS = ALL ? 2_400_000 : 360_000;
const GOES_ON_WITHIN_MS = 60_000;

const folder = temporaryFolder('after-call');
let template: Template;
/** Nobody dies. */
let undisturbed: Run;
beforeAll(async () => {
	const vendors = await startVendors();
	template = await makeTemplate(folder.path, vendors);
	vendors.stop();
	undisturbed = await runChain(template);
	const steps = ownSteps().map(({ label, nth }, at) => `${at + 1}. ${label}${nth > 1 ? ` (${nth})` : ''}`);
	process.stdout.write(`Steps of both calls:\n${steps.join('\n')}\n`);
}, 60_000);
afterAll(() => folder.remove());

/** Those of the work after a call, not of the installation's upkeep beside it. */
function ownSteps(): Run['steps'] {
	const foreign =
		/upkeep|doctor|index\.json|v2\/(me|webhooks)|GET api\.cal\.com\/v2\/bookings|recordings\.resume|^append $/;
	return undisturbed.steps.filter(({ label }) => !foreign.test(label));
}

function isRequest({ label }: Pick<Death, 'label'>): boolean {
	return /^(GET|POST|PATCH|PUT) /.test(label);
}

/** All, or some by chance with those that are sharpest: the other side has done it, and nobody here knows. */
function deathsToDie(): Death[] {
	const all = ownSteps().flatMap(({ label, nth }): Death[] => [
		{ label, nth, when: 'before' },
		{ label, nth, when: 'after' },
	]);
	if (ALL) return all;
	const sharp = all.filter((death) => isRequest(death) && death.when === 'after');
	const others = all.filter((death) => !sharp.includes(death));
	const some = SAMPLED - sharp.length;
	const subset = fc.shuffledSubarray(others, { minLength: some, maxLength: some });
	return [...sharp, ...(fc.sample(subset, { seed: 20_261_121, numRuns: 1 })[0] ?? [])];
}

/** How often a model was asked in vain: once where the answer was there, or on its way, and not yet kept. */
function lostAnswers({ label, when }: Death, address: string, kind: string): number {
	const wasAsked = label.startsWith('POST') && label.endsWith(address) && when === 'after';
	const isUnkept = label === `effects.end ${kind} done` && when === 'before';
	return wasAsked || isUnkept ? 1 : 0;
}

/** Told in full for each death, while the others go on. */
function compare(run: Run, death: Death): void {
	const name = `killed ${death.when} ${death.label} (${death.nth})`;
	const { details, inbox, dead, usage, crm, appointments } = undisturbed;
	const { uploads, questions } = undisturbed.asked;
	const { deaths } = run;
	expect.soft({ ...run, steps: 0, deaths: deaths.length }, name).toEqual({
		...{ steps: 0, deaths: 1, details, inbox, dead, usage, crm, appointments },
		asked: {
			uploads: uploads + lostAnswers(death, 'transcriptions', 'transcription'),
			questions: questions + lostAnswers(death, 'completions', 'extraction'),
		},
	});
	for (const { at, running } of deaths) {
		for (const [jobId, label] of running) {
			const again = run.steps.find((step) => step.jobId === jobId && step.label === label && step.at > at);
			const waited = (again?.at ?? Number.POSITIVE_INFINITY) - at;
			expect.soft(waited, `${name}: ${label} again`).toBeLessThanOrEqual(GOES_ON_WITHIN_MS);
		}
	}
}

test('nobody dies: a candidate’s record is changed once, a call of nobody known is told once', () => {
	const { crm, dead, asked, appointments } = undisturbed;
	expect(crm.changes).toEqual([{ id: 'cand-1', fields: { company: 'Kern GmbH', availability: 'ab Mai' } }]);
	expect([crm.unassigned, appointments]).toMatchObject([
		[{ external_id: calls.unknown }],
		[{ status: 'accepted' }],
	]);
	expect(dead).toEqual({ jobs: [] });
	expect(asked).toEqual({ uploads: 2, questions: 1 });
});

test(
	'kill -9 before and after each request and each commit: the same result, nothing outside done twice',
	async () => {
		const waiting = deathsToDie();
		const count = waiting.length;
		const begun = performance.now();
		const work = async () => {
			for (let death = waiting.shift(); death; death = waiting.shift()) {
				const run = await runChain(template, death).catch((error: unknown) => ({ death, error }));
				if ('error' in run) expect.soft(run, 'did not come to its end').toBeUndefined();
				else compare(run, death);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
		const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
		process.stdout.write(`${count} deaths in ${seconds} s\n`);
	},
	LONGEST_MS,
);
