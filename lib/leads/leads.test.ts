import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchParty } from '../calls/index.ts';
import type { Lead, LeadsPage } from '../contract/index.ts';
import { openDatabase } from '../database.ts';
import { lead } from '../engine/world.testkit.ts';
import { leadKeys } from '../phone/index.ts';
import type { Answer } from '../server-api/answer.ts';
import { openLeadStore } from './lead-store.ts';
import { buildSegment, lookUp, mergeSegments } from './segment.ts';
import { leadSync } from './sync.ts';

let count = 0;
const freshDatabase = () => openDatabase(`leads-${++count}`);
const party = { raw: '+493023125101', e164: '+493023125101' };
const page = (leads: Lead[], rest: Partial<LeadsPage> = {}): LeadsPage => ({
	leads,
	removed: [],
	next: 'n1',
	done: true,
	total: leads.length,
	...rest,
});
const numbered = (index: number) => {
	const e164 = `+4930${String(20_000_000 + index)}`;
	return lead({ leadId: `lead_${index}`, name: `Person ${index}`, phones: [{ raw: e164, e164 }] });
};

describe('the key index', () => {
	const leads = fc.uniqueArray(
		fc.record({
			id: fc.integer({ min: 0, max: 60 }),
			phone: fc.integer({ min: 0, max: 20 }),
			mail: fc.boolean(),
		}),
		{ selector: ({ id }) => id, maxLength: 40 },
	);
	const asLead = ({ id, phone, mail }: { id: number; phone: number; mail: boolean }) =>
		lead({ ...numbered(phone), leadId: `lead_${id}`, emails: mail ? [`P${id}@Example.test`] : [] });

	test('every lead is found under each of its keys, before and after segments are merged', () => {
		fc.assert(
			fc.property(fc.array(leads, { minLength: 1, maxLength: 5 }), (pages) => {
				const segments = pages.map((some) => buildSegment(some.map(asLead)));
				const merged = mergeSegments(segments);
				for (const one of pages.flat().map(asLead)) {
					for (const key of leadKeys(one)) {
						expect(lookUp(merged, key)).toContain(one.leadId);
						expect(segments.flatMap((segment) => lookUp(segment, key))).toContain(one.leadId);
					}
				}
				expect(lookUp(merged, 'tel:+1')).toEqual([]);
			}),
		);
	});

	test('what is said again makes the index no larger', () => {
		const segment = buildSegment([lead()]);
		expect(mergeSegments([segment, segment]).hashes).toHaveLength(segment.hashes.length);
	});
});

describe('the lead cache', () => {
	test('a lead is found by number, mail and contact id, also by a worker that has just started', async () => {
		const db = await freshDatabase();
		await openLeadStore(db).write(page([lead({ emails: ['Mira@x.test'], externalId: '77' })]));
		const store = openLeadStore(db);
		const ways = [party, { raw: '', email: 'mira@X.test' }, { raw: '', contactId: '77' }];
		for (const way of ways) expect(await store.find(way)).toHaveLength(1);
		expect(await store.find({ raw: '+493099999999', e164: '+493099999999' })).toEqual([]);
	});

	test('a changed number is not found under the old one', async () => {
		const store = openLeadStore(await freshDatabase());
		await store.write(page([lead()]));
		await store.write(page([lead({ phones: [{ raw: '+4989123456', e164: '+4989123456' }] })]));
		expect(matchParty(party, await store.find(party))).toEqual([]);
		expect(await store.find({ raw: '', e164: '+4989123456' })).toHaveLength(1);
	});

	test('a removed lead is gone', async () => {
		const store = openLeadStore(await freshDatabase());
		await store.write(page([lead()]));
		await store.write(page([], { removed: ['lead_1'] }));
		expect(await store.find(party)).toEqual([]);
	});

	test('many small pages do not make many segments, and lose nobody', async () => {
		const db = await freshDatabase();
		const store = openLeadStore(db);
		for (let index = 0; index < 120; index++) await store.write(page([numbered(index)]));
		expect(await db.count('leadKeys')).toBeLessThan(40);
		const again = openLeadStore(db);
		for (const index of [0, 57, 119]) {
			expect((await again.find({ raw: '', e164: numbered(index).phones[0]!.e164 }))[0]?.leadId).toBe(
				`lead_${index}`,
			);
		}
	});
});

describe('keeping leads like the server’s', () => {
	function server(answers: Answer<LeadsPage>[]) {
		const asked: (string | undefined)[] = [];
		const fetchPage = async (after: string | undefined) => {
			asked.push(after);
			return answers.shift() ?? { kind: 'unreachable' as const, detail: 'gone' };
		};
		return { asked, fetchPage };
	}
	const ok = (value: LeadsPage): Answer<LeadsPage> => ({ kind: 'ok', value });

	test('a load that breaks off goes on where it was', async () => {
		const db = await freshDatabase();
		const first = server([ok(page([numbered(1)], { next: 'p1', done: false, total: 2 }))]);
		const broken = leadSync(openLeadStore(db), first.fetchPage, () => {});
		await broken.run();
		expect(broken.isBehind()).toBe(true);
		const second = server([ok(page([numbered(2)], { next: 'p2', total: 2 }))]);
		const sync = leadSync(openLeadStore(db), second.fetchPage, () => {});
		await sync.run();
		expect(second.asked).toEqual(['p1']);
		expect(sync.progress()).toEqual({ count: 2, total: 2, syncing: false });
		expect(sync.isBehind()).toBe(false);
	});

	test('another log on the server means: drop all, read all', async () => {
		const db = await freshDatabase();
		const store = openLeadStore(db);
		await store.write(page([lead()]));
		const { asked, fetchPage } = server([
			ok(page([], { reset: true, done: false, next: 'x' })),
			ok(page([numbered(5)])),
		]);
		await leadSync(store, fetchPage, () => {}).run();
		expect(asked).toEqual(['n1', undefined]);
		expect(await store.count()).toBe(1);
		expect(await store.find(party)).toEqual([]);
	});

	test('a change that comes during a run is read too', async () => {
		const { asked, fetchPage } = server([ok(page([numbered(1)])), ok(page([numbered(2)]))]);
		const sync = leadSync(openLeadStore(await freshDatabase()), fetchPage, () => {});
		await Promise.all([sync.run(), sync.run()]);
		expect(asked).toHaveLength(2);
		expect(sync.progress().count).toBe(2);
	});
});
