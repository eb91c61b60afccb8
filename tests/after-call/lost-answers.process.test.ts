import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addApiKey } from '../../server/assistant/api-keys.ts';
import { ada, NOON, startAssistant } from '../../server/http/trigger-call.testkit.ts';
import { chances } from '../support/chances.ts';
import { type LostDesk, startLostDesk } from './lost-answers.testkit.ts';

const SEED = 20_261_121;
const RUNS = 200;
const MOST_IN_A_ROW = 3;
const LONGEST_MS = 300_000;
const MEMORY = '/dev/shm';

let desk: LostDesk;
beforeAll(async () => {
	// What these runs commit would take minutes on a disk; that it is synced is tested elsewhere.
	if (existsSync(MEMORY)) vi.stubEnv('TMPDIR', MEMORY);
	desk = await startLostDesk();
});
afterAll(async () => {
	await desk.stop();
	vi.unstubAllEnvs();
});

/** Four of ten, and no more than three in a row. */
function atTimes(chance: () => number): () => boolean {
	let row = 0;
	return () => {
		row = row < MOST_IN_A_ROW && chance() < 0.4 ? row + 1 : 0;
		return row > 0;
	};
}

/** Both calls with answers lost by chance, up to the CRM; how many were lost of each request. */
async function runOnce(at: number, chance: () => number) {
	const { vendors } = desk;
	const number = String(10_000 + at);
	const [known, unknown] = [`+4930231${number}`, `+4930232${number}`];
	vendors.crm.changes.length = 0;
	vendors.crm.unassigned.length = 0;
	vendors.cal.bookings.length = 0;
	// One or the other: what it can be held to is that it looks, and that a repeat carries its key.
	const canLookUp = chance() < 0.5;
	Object.assign(vendors.crm, { canLookUp, obeysRepeatKeys: !canLookUp });
	await desk.candidate(`cand-${number}`, known);
	const lost = desk.lose(atTimes(chance));
	const recorded = await desk.call(number, known, true);
	const strange = await desk.call(`9${number}`, unknown, false);
	await desk.work();
	expect(await desk.accept(recorded)).toBe(202);
	await desk.work();
	return { recorded, strange, lost, record: `cand-${number}` };
}

test(
	`each effect of a call is had once, in ${RUNS} runs of lost answers`,
	async () => {
		const chance = chances(SEED);
		let lostCount = 0;
		const { openai, crm, cal } = desk.vendors;
		for (let at = 0; at < RUNS; at += 1) {
			const [before, asked] = [await desk.used(), [openai.uploads.length, openai.questions.length]];
			const { recorded, strange, lost, record } = await runOnce(at, chance);
			lostCount += lost.length;
			const lostOf = (path: string) => lost.filter((one) => one.endsWith(path)).length;
			expect(crm.changes).toEqual([{ id: record, fields: { company: 'Kern GmbH' } }]);
			expect(crm.unassigned.map(({ external_id }) => external_id)).toEqual([strange]);
			expect(cal.bookings.map(({ metadata }) => Object.values(metadata ?? {}))).toEqual([[recorded]]);
			for (const type of ['transcript.ready', 'extraction.ready', 'crm.written'] as const) {
				expect(await desk.events(recorded, `ringside.${type}`)).toHaveLength(1);
			}
			expect(await desk.events(recorded, 'ringside.transcript.segment')).toHaveLength(2);
			expect(await desk.events(strange, 'ringside.crm.written')).toHaveLength(1);
			expect(await desk.events(strange, 'ringside.inbox.changed')).toHaveLength(1);
			// Whose answer was lost is asked once more; all others are not, and the month counts each once.
			expect([openai.uploads.length, openai.questions.length]).toEqual([
				(asked[0] ?? 0) + 2 + lostOf('/transcriptions'),
				(asked[1] ?? 0) + 1 + lostOf('/completions'),
			]);
			const after = await desk.used();
			expect([after.seconds - before.seconds, after.tokens - before.tokens]).toEqual([8, 1_000]);
		}
		expect(lostCount).toBeGreaterThan(RUNS);
		process.stdout.write(`${RUNS} runs, ${lostCount} answers lost\n`);
		expect([await desk.dead(), desk.bugs]).toEqual([[], []]);
	},
	LONGEST_MS,
);

test(
	`the assistant calls a candidate once, in ${RUNS} runs of lost answers and of callers who ask again`,
	async () => {
		const chance = chances(SEED);
		const t = await startAssistant();
		await t.setUp({ mostPerDay: 10_000, mostAtOnce: 100 });
		const { orders } = t.vendor.calls;
		for (let at = 0; at < RUNS; at += 1) {
			// Each on a day of its own, so that the limits of a day do not stop it.
			t.time.now = NOON + at * 7 * 86_400_000;
			orders.length = 0;
			t.vendor.conversations.length = 0;
			t.vendor.calls.loseAnswers = chance() < 0.7 ? 1 : 0;
			const isDeaf = chance() < 0.5;
			if (isDeaf)
				t.vendor.server.troubles.push({ status: 503, times: 1, matches: ({ method }) => method === 'GET' });
			// Each with a key of its own, so that the limit of a minute does not stop it.
			const { secret } = await addApiKey({ workspaceId: t.workspaceId, name: `Flow ${at}` }, t.context);
			const once = { 'idempotency-key': `key-${at}`, authorization: `Bearer ${secret}` };
			let answer = await t.ask(ada, once);
			for (let again = 0; again < 6 && answer.status !== 200; again += 1) {
				t.time.now += 60_000;
				answer = await t.ask(ada, once);
			}
			expect(answer.status).toBe(200);
			expect((await t.ask(ada, once)).status).toBe(200);
			expect(orders).toHaveLength(1);
			t.vendor.server.troubles.length = 0;
		}
		await t.stop();
	},
	LONGEST_MS,
);
