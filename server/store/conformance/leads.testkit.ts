import { describe, expect, test } from 'vitest';
import { A, aLead, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';

const phone = (e164: string) => ({ phones: [{ raw: e164, e164 }] });

export function leadsConformance(open: OpenStore): void {
	describe('leads', () => {
		test('a lead is created, then unchanged, then updated', async () => {
			const { leads } = await openWithWorkspaces(open);
			const written = (counts: object) => ({ created: 0, updated: 0, unchanged: 0, ...counts });
			expect(await leads.write(A, [aLead('l1'), aLead('l2')])).toEqual(written({ created: 2 }));
			expect(await leads.write(A, [aLead('l1')])).toEqual(written({ unchanged: 1 }));
			expect(await leads.write(A, [aLead('l1', { stage: 'won' })])).toEqual(written({ updated: 1 }));
			expect(await leads.get(A, ['l1', 'nobody'])).toEqual([aLead('l1', { stage: 'won' })]);
			expect(await leads.get(A, [])).toEqual([]);
		});

		test('a lead that its CRM knows keeps the id it got here first', async () => {
			const { leads } = await openWithWorkspaces(open);
			await leads.write(A, [aLead('l1', { externalId: 'crm-7' })]);
			const again = aLead('l2', { externalId: 'crm-7', stage: 'won' });
			expect(await leads.write(A, [again])).toMatchObject({ created: 0, updated: 1 });
			expect(await leads.get(A, ['l1', 'l2'])).toEqual([{ ...again, leadId: 'l1' }]);
		});

		test('the same lead twice in one import ends as its last row', async () => {
			const { leads } = await openWithWorkspaces(open);
			const rows = ['a', 'b', 'c'].map((stage, i) => aLead(`l${i}`, { externalId: 'crm-7', stage }));
			expect(await leads.write(A, rows)).toMatchObject({ created: 1, updated: 2 });
			expect(await leads.get(A, ['l0', 'l1', 'l2'])).toEqual([{ ...rows[2], leadId: 'l0' }]);
		});

		test('two leads may swap what their CRM calls them', async () => {
			const { leads } = await openWithWorkspaces(open);
			await leads.write(A, [aLead('l1', { externalId: 'x' }), aLead('l2', { externalId: 'y' })]);
			await leads.write(A, [aLead('l1', { externalId: 'z' })]);
			await leads.write(A, [aLead('l3', { externalId: 'x' })]);
			expect((await leads.get(A, ['l1', 'l2', 'l3'])).map((l) => l.externalId).sort()).toEqual([
				'x',
				'y',
				'z',
			]);
		});

		test('more leads than fit a statement are all written', async () => {
			const { leads } = await openWithWorkspaces(open);
			const many = Array.from({ length: 700 }, (_, i) => aLead(`l${i}`, phone(`+4930${2_000_000 + i}`)));
			expect((await leads.write(A, many)).created).toBe(700);
			expect(await leads.byKeys(A, ['tel:+49302000699'])).toEqual([many[699]]);
		});

		keyConformance(open);
		changeConformance(open);
	});
}

function keyConformance(open: OpenStore): void {
	test('leads are found by any of their keys, each once', async () => {
		const { leads } = await openWithWorkspaces(open);
		const lead = aLead('l1', { emails: ['Mira@Example.com'], externalId: 'crm-7' });
		await leads.write(A, [lead, aLead('l2', phone('+498912345678'))]);
		for (const key of ['tel:+493023125101', 'mail:mira@example.com', 'id:crm-7', 'suffix:23125101']) {
			expect(await leads.byKeys(A, [key, 'tel:+1'])).toEqual([lead]);
		}
		expect(await leads.byKeys(A, ['tel:+493023125101', 'mail:mira@example.com'])).toEqual([lead]);
		expect(await leads.byKeys(A, [])).toEqual([]);
	});

	test('a number that a lead no longer has finds it no longer', async () => {
		const { leads } = await openWithWorkspaces(open);
		await leads.write(A, [aLead('l1', phone('+493023125101'))]);
		await leads.write(A, [aLead('l1', phone('+498912345678'))]);
		expect(await leads.byKeys(A, ['tel:+493023125101'])).toEqual([]);
		expect(await leads.byKeys(A, ['tel:+498912345678'])).toHaveLength(1);
		await leads.remove(A, ['l1']);
		expect(await leads.byKeys(A, ['tel:+498912345678'])).toEqual([]);
	});

	test('leads of one workspace are never found in another, ids and numbers being the same', async () => {
		const { leads } = await openWithWorkspaces(open);
		await leads.write(A, [aLead('l1', { name: 'of a', externalId: 'x' })]);
		await leads.write(B, [aLead('l1', { name: 'of b', externalId: 'x' })]);
		expect((await leads.byKeys(A, ['tel:+493023125101'])).map((l) => l.name)).toEqual(['of a']);
		expect((await leads.get(B, ['l1'])).map((l) => l.name)).toEqual(['of b']);
		await leads.write(B, [aLead('l1', { name: 'of b', ...phone('+498912345678') })]);
		expect(await leads.byKeys(A, ['tel:+498912345678'])).toEqual([]);
		await leads.remove(A, ['l1']);
		expect(await leads.get(A, ['l1'])).toEqual([]);
		expect(await leads.get(B, ['l1'])).toHaveLength(1);
		expect(await leads.changes(B, 0, 10)).toMatchObject({ total: 1, removed: [] });
	});
}

function changeConformance(open: OpenStore): void {
	test('a device that follows the changes ends with what is stored', async () => {
		const { leads } = await openWithWorkspaces(open);
		const held = new Map<string, string>();
		let version = 0;
		const follow = async () => {
			for (;;) {
				const page = await leads.changes(A, version, 2);
				for (const lead of page.leads) held.set(lead.leadId, lead.name);
				for (const id of page.removed) held.delete(id);
				expect(page.version).toBeGreaterThanOrEqual(version);
				version = page.version;
				if (page.done) return page.total;
			}
		};
		await leads.write(
			A,
			['l1', 'l2', 'l3', 'l4', 'l5'].map((id) => aLead(id)),
		);
		expect(await follow()).toBe(5);
		await leads.write(A, [aLead('l2', { name: 'new name' })]);
		expect(await leads.remove(A, ['l1', 'l1', 'nobody'])).toBe(1);
		expect(await follow()).toBe(4);
		expect([...held.keys()].sort()).toEqual(['l2', 'l3', 'l4', 'l5']);
		expect(held.get('l2')).toBe('new name');
		expect(await leads.changes(A, version, 10)).toMatchObject({
			leads: [],
			removed: [],
			version,
			done: true,
		});
	});

	test('a removed lead that comes back is new again', async () => {
		const { leads } = await openWithWorkspaces(open);
		await leads.write(A, [aLead('l1', { externalId: 'x' })]);
		await leads.remove(A, ['l1']);
		expect(await leads.write(A, [aLead('l9', { externalId: 'x' })])).toMatchObject({ created: 1 });
		expect(await leads.changes(A, 0, 10)).toMatchObject({ total: 1, removed: [] });
		expect(await leads.byKeys(A, ['id:x'])).toHaveLength(1);
	});
}
