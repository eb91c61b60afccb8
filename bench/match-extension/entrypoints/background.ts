import { defineBackground } from 'wxt/utils/define-background';
import type { Lead } from '../../../lib/contract/index.ts';
import { openDatabase } from '../../../lib/database.ts';
import { openLeadStore } from '../../../lib/leads/lead-store.ts';

const pageSize = 2_000;

/** Fictitious leads with two numbers each; the numbering makes every key different. */
function leadAt(index: number): Lead {
	const number = `+4930${String(10_000_000 + index)}`;
	return {
		leadId: `lead_${index}`,
		name: `Person ${index}`,
		company: `Company ${index % 5_000} GmbH`,
		role: 'Buyer',
		stage: 'Offer',
		owner: 'You',
		phones: [
			{ label: 'mobile', raw: number, e164: number },
			{
				label: 'office',
				raw: `+4940${String(20_000_000 + index)}`,
				e164: `+4940${String(20_000_000 + index)}`,
			},
		],
		emails: [`person.${index}@example.com`],
		recordUrl: `https://crm.example/people/${index}`,
		updatedAt: '2026-01-01T00:00:00.000Z',
	};
}

async function load(count: number): Promise<number> {
	const store = openLeadStore(await openDatabase('bench'));
	const started = performance.now();
	for (let first = 0; first < count; first += pageSize) {
		const leads = Array.from({ length: Math.min(pageSize, count - first) }, (_, offset) =>
			leadAt(first + offset),
		);
		const next = first + leads.length;
		await store.write({ leads, removed: [], next: String(next), done: next >= count, total: count });
	}
	return performance.now() - started;
}

async function timed(rounds: number, work: (round: number) => Promise<unknown>): Promise<number[]> {
	const took: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		const started = performance.now();
		await work(round);
		took.push(performance.now() - started);
	}
	return took;
}

/** Lookups by number and bare gets by primary key take turns in blocks, so that both see the same machine. */
async function measure(count: number, rounds: number) {
	const db = await openDatabase('bench');
	const opened = performance.now();
	const store = openLeadStore(db);
	await store.find({ raw: '+493010000000', e164: '+493010000000' });
	const firstLookup = performance.now() - opened;
	const pick = (round: number) => (round * 7_919) % count;
	const lookup = async (round: number) => {
		const e164 = `+4930${String(10_000_000 + pick(round))}`;
		const [lead] = await store.find({ raw: e164, e164 });
		if (lead?.leadId !== `lead_${pick(round)}`) throw new Error(`Wrong lead for ${e164}`);
	};
	const get = (round: number) => db.get('leads', `lead_${pick(round)}`);
	const lookups: number[] = [];
	const gets: number[] = [];
	for (let block = 0; block < 10; block += 1) {
		gets.push(...(await timed(rounds / 10, get)));
		lookups.push(...(await timed(rounds / 10, lookup)));
	}
	return { firstLookup, lookups, gets };
}

export default defineBackground(() => {
	Object.assign(globalThis, { bench: { load, measure } });
});
