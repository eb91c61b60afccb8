import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { lead } from '../engine/world.testkit.ts';
import { searchLeads, searchTest } from './search.ts';

const mira = lead({
	name: 'Mira Lindqvist',
	company: 'Nordlicht Logistik',
	phones: [{ raw: '030 23125101', e164: '+493023125101' }],
});
const fits = (text: string) => searchTest(text)?.(mira);

describe('a lead is found as one types', () => {
	test('by parts of name and company in any order, without case or accents', () => {
		expect(fits('lind')).toBe(true);
		expect(fits('nordlicht MÍRA')).toBe(true);
		expect(fits('mira havelwerk')).toBe(false);
	});

	test('by its number however it is written, from four digits on', () => {
		expect(fits('030 231 25101')).toBe(true);
		expect(fits('+49 (30) 23125')).toBe(true);
		expect(fits('231259')).toBe(false);
		expect(fits('231')).toBe(false);
	});

	test('and not by nothing', () => {
		expect(searchTest('  ')).toBeUndefined();
	});

	test('in a CRM that is larger than what is read at a time, a screenful at most', async () => {
		const db = await openDatabase('search');
		const tx = db.transaction('leads', 'readwrite');
		for (let index = 0; index < 4_100; index += 1) {
			const leadId = String(index).padStart(5, '0');
			await tx.store.put({ ...mira, leadId, name: index === 4_050 ? 'Zoë Last' : `Person ${index}` });
		}
		await tx.done;
		expect((await searchLeads(db, 'zoe')).map(({ leadId }) => leadId)).toEqual(['04050']);
		expect(await searchLeads(db, 'person')).toHaveLength(20);
	});
});
