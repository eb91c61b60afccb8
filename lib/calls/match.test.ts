import { describe, expect, test } from 'vitest';
import type { Lead, Party } from '../contract/index.ts';
import { matchParty } from './match.ts';

function lead(leadId: string, change: Partial<Lead> = {}): Lead {
	return { leadId, name: leadId, phones: [], emails: [], updatedAt: '2026-01-01T00:00:00.000Z', ...change };
}

const mobile = (e164: string, raw = e164) => ({ label: 'mobile', raw, e164 });
const caller: Party = { raw: '+493023125101', e164: '+493023125101' };

describe('who the caller is', () => {
	test('an exact number beats a suffix, and says which field agreed', () => {
		const exact = lead('exact', { phones: [{ raw: '1' }, mobile('+493023125101')] });
		const suffix = lead('suffix', { phones: [{ raw: '23125101' }] });
		expect(matchParty(caller, [suffix, exact])).toEqual([
			{ leadId: 'exact', rule: 'exact', field: 'mobile' },
		]);
	});

	test('eight digits that agree are a possible match, seven are none', () => {
		expect(matchParty(caller, [lead('a', { phones: [{ raw: '23125101' }] })])).toEqual([
			{ leadId: 'a', rule: 'suffix' },
		]);
		expect(matchParty(caller, [lead('a', { phones: [{ raw: '3125101' }] })])).toEqual([]);
	});

	test('the provider’s contact id is surer than the number', () => {
		const party = { ...caller, contactId: '77' };
		const byNumber = lead('number', { phones: [mobile('+493023125101')] });
		const byId = lead('id', { externalId: '77' });
		expect(matchParty(party, [byNumber, byId]).map((match) => match.leadId)).toEqual(['id']);
	});

	test('a mail address matches whatever its case', () => {
		const found = matchParty({ raw: '', email: 'Mira@Nordlicht.test' }, [
			lead('a', { emails: ['mira@nordlicht.test'] }),
		]);
		expect(found).toEqual([{ leadId: 'a', rule: 'email' }]);
	});

	test('of several, the most recently touched comes first; the same extension goes ahead', () => {
		const phones = [mobile('+493023125101')];
		const old = lead('old', { phones });
		const fresh = lead('fresh', { phones, lastContact: { at: '2026-03-01T00:00:00.000Z' } });
		const desk = lead('desk', { phones: [{ raw: 'x', e164: '+493023125101', extension: '204' }] });
		const order = (party: Party) => matchParty(party, [old, fresh, desk]).map((match) => match.leadId);
		expect(order(caller)).toEqual(['fresh', 'desk', 'old']);
		expect(order({ ...caller, extension: '204' })).toEqual(['desk', 'fresh', 'old']);
	});

	test('colleagues and withheld numbers are nobody’s lead', () => {
		const everyone = lead('a', { phones: [mobile('+493023125101')] });
		expect(matchParty({ ...caller, internal: true }, [everyone])).toEqual([]);
		expect(matchParty({ raw: '', anonymous: true }, [everyone])).toEqual([]);
	});
});
