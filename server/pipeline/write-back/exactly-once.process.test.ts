import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CrmMishap } from '../../../tests/support/crm.ts';
import type { PipelineDeps } from '../deps.ts';
import { type Death, mortality, mortalWrites } from '../mortal.testkit.ts';
import { type CrmDesk, startCrmDesk } from './write-back.testkit.ts';

const RUNS = 200;

let desk: CrmDesk;
beforeAll(async () => {
	desk = await startCrmDesk();
	await desk.setUp('crm', desk.crm.settings, { apiKey: desk.crm.key });
	await desk.setUp('after-call', { isOn: true });
});
afterAll(() => desk.stop());

/** A worker that dies at these steps, counted over all its lives. */
function mortal(deaths: Death[]): Partial<PipelineDeps> {
	const life = mortality(deaths);
	return {
		...mortalWrites(desk.context, life),
		dispatch: life.lethal(desk.context.dispatch),
	};
}

const mishap = fc.constantFrom<(CrmMishap | undefined)[]>(undefined, 'cut-before', 'cut-after', 'cut-after');
const plans = {
	mishaps: fc.array(mishap, { maxLength: 4 }),
	deaths: fc.array(fc.record({ step: fc.integer({ min: 1, max: 14 }), isAfter: fc.boolean() }), {
		maxLength: 3,
	}),
};
let count = 0;

function begin(mishaps: (CrmMishap | undefined)[]) {
	count += 1;
	const { crm } = desk;
	crm.changes.length = 0;
	crm.unassigned.length = 0;
	crm.writes.length = 0;
	crm.mishaps.splice(0, Infinity, ...mishaps);
	const from = `+4930231${String(count).padStart(5, '0')}`;
	return { name: `run-${count}`, from, recordId: `cand-${count}` };
}

test(`a lead is changed once by each of two reviews, in ${RUNS} runs of lost answers, half done work and deaths`, async () => {
	const half = fc.constantFrom<(CrmMishap | undefined)[]>(undefined, 'cut-before', 'cut-after', 'half-done');
	const plan = fc.record({ ...plans, mishaps: fc.array(half, { maxLength: 4 }) });
	await fc.assert(
		fc.asyncProperty(plan, async ({ mishaps, deaths }) => {
			const { name, from, recordId } = begin(mishaps);
			const { crm } = desk;
			crm.candidates.set(recordId, {});
			await desk.lead({ leadId: recordId, externalId: recordId, phones: [{ raw: from, e164: from }] });
			const callId = await desk.call(name, { from });
			await desk.extract(callId);
			const worker = mortal(deaths);
			for (const decisions of [
				[
					{ name: 'availability', decision: 'accepted' },
					{ name: 'company', decision: 'accepted' },
				],
				[{ name: 'salary_wish', decision: 'edited', value: '60,000' }],
			]) {
				await desk.command('reviewFacts', { callId, extractionId: 'ex-1', decisions });
				await desk.work(worker);
			}
			const changed = crm.changes.flatMap(({ fields }) => Object.entries(fields).map(String));
			expect(changed.sort()).toEqual(['availability,from May', 'company,Kern GmbH', 'salary_wish,60,000']);
			const written = await desk.events(callId, 'ringside.crm.written');
			expect(written.map(({ fields }) => fields)).toEqual([
				{ availability: 'from May', company: 'Kern GmbH' },
				{ salary_wish: '60,000' },
			]);
			expect((await desk.stages(callId)).at(-1)).toMatchObject({ state: 'done' });
		}),
		{ numRuns: RUNS, seed: 20_261_121 },
	);
	expect([await desk.dead(), desk.bugs]).toEqual([[], []]);
}, 300_000);

test(`the CRM has a call of nobody known once, in ${RUNS} runs of lost answers and deaths`, async () => {
	const plan = fc.record({ ...plans, canLookUp: fc.boolean() });
	await fc.assert(
		fc.asyncProperty(plan, async ({ mishaps, deaths, canLookUp }) => {
			const { name, from } = begin(mishaps);
			// One or the other: what it can be held to is that it looks, and that a repeat carries its key.
			Object.assign(desk.crm, { canLookUp, obeysRepeatKeys: !canLookUp });
			const callId = await desk.call(name, { from });
			await desk.work(mortal(deaths));
			expect(desk.crm.unassigned.map(({ external_id }) => external_id)).toEqual([callId]);
			expect(await desk.events(callId, 'ringside.crm.written')).toHaveLength(1);
			expect(await desk.events(callId, 'ringside.inbox.changed')).toHaveLength(1);
		}),
		{ numRuns: RUNS, seed: 20_261_121 },
	);
	expect([await desk.dead(), desk.bugs]).toEqual([[], []]);
}, 300_000);
