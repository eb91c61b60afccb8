import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CrmDesk, NUMBER, startCrmDesk } from '../write-back/write-back.testkit.ts';
import { suggestLeads } from './suggest-leads.ts';

let desk: CrmDesk;
beforeEach(async () => {
	desk = await startCrmDesk();
});
afterEach(() => desk.stop());

const setUpCrm = async (isOn = true) => {
	await desk.setUp('crm', desk.crm.settings, { apiKey: desk.crm.key });
	await desk.setUp('after-call', { isOn });
};
const row = (callId: string) => desk.store.afterCall.inbox.get(desk.workspaceId, callId);

describe('a call of nobody known', () => {
	test('waits in the inbox, told to the devices once, and 15 seconds after its end', async () => {
		const callId = await desk.call('c1');
		const queued = (ms: number) =>
			desk.store.jobs.lease({ kinds: ['call.file'], now: desk.clock.now() + ms, leaseMs: -1, limit: 1 });
		expect(await queued(13_000)).toEqual([]);
		await desk.work();
		await desk.work();
		expect(await row(callId)).toMatchObject({ state: 'open' });
		expect(await desk.events(callId, 'ringside.inbox.changed')).toMatchObject([
			{ callId, state: 'open', suggestions: [] },
		]);
		expect(desk.crm.writes).toEqual([]);
	});

	test('is told to the CRM, once, with what is known of it', async () => {
		await setUpCrm();
		const callId = await desk.call('c1');
		await desk.work();
		expect(desk.crm.unassigned).toMatchObject([
			{
				...{ external_id: callId, phone_number: NUMBER, called_number: '+493023125000' },
				...{ direction: 'inbound', provider: 'generic', duration_seconds: 0, facts: {} },
			},
		]);
		expect(await desk.events(callId, 'ringside.crm.written')).toEqual([
			{ callId, target: 'unassigned', recordId: '1', fields: {} },
		]);
	});

	test('is told without a number where that was withheld', async () => {
		await setUpCrm();
		const callId = await desk.call('c1', { from: 'anonymous' });
		await desk.work();
		expect(await row(callId)).toMatchObject({ state: 'open' });
		expect(desk.crm.unassigned).toMatchObject([{ phone_number: null }]);
	});

	test('is told to no CRM before the work after a call was switched on', async () => {
		await setUpCrm(false);
		const callId = await desk.call('c1');
		await desk.work();
		expect(await row(callId)).toMatchObject({ state: 'open' });
		expect(desk.crm.writes).toEqual([]);
	});

	test('that was dismissed before the CRM could be reached is not told to it', async () => {
		await setUpCrm();
		desk.crm.server.troubles.push({ status: 500, body: {}, times: 1 });
		const callId = await desk.call('c1');
		await desk.work({}, 1);
		expect((await desk.command('dismissCall', { callId })).status).toBe(202);
		await desk.work();
		expect(desk.crm.unassigned).toEqual([]);
	});

	test('is not told twice where facts are accepted meanwhile, nor told of them until it is somebody’s', async () => {
		await setUpCrm();
		desk.crm.candidates.set('cand-1', {});
		const callId = await desk.call('c1');
		await desk.extract(callId);
		const decisions = [{ name: 'availability', decision: 'accepted' }];
		await desk.command('reviewFacts', { callId, extractionId: 'ex-1', decisions });
		await desk.work();
		expect(desk.crm.unassigned).toMatchObject([{ facts: { availability: 'from May' } }]);
		await desk.lead({ phones: [] });
		expect((await desk.command('assignCall', { callId, leadId: 'lead_1' })).status).toBe(202);
		await desk.work();
		expect(desk.crm.unassigned).toHaveLength(1);
		expect(desk.crm.changes).toEqual([{ id: 'cand-1', fields: { availability: 'from May' } }]);
		expect(await row(callId)).toMatchObject({ state: 'assigned' });
	});
});

describe('not filed is', () => {
	test('a call of a lead', async () => {
		await desk.lead();
		const callId = await desk.call('c1');
		await desk.work();
		expect(await row(callId)).toBeUndefined();
	});

	test('a call that a browser has matched', async () => {
		await desk.lead({ phones: [] });
		const callId = await desk.call('c1');
		const matches = [{ leadId: 'lead_1', rule: 'contact-id' }];
		await desk.command('reportMatch', { callId, matches, chosen: false });
		await desk.work();
		expect(await row(callId)).toBeUndefined();
	});

	test('a call that ended weeks ago', async () => {
		const callId = await desk.call('c1');
		desk.clock.advance(8 * 24 * 3_600_000);
		await desk.work();
		expect(await row(callId)).toBeUndefined();
	});
});

describe('suggestions', () => {
	test('come with the facts, and only while it is open', async () => {
		await desk.lead({ phones: [], name: 'Mira Kehrn' });
		const callId = await desk.call('c1');
		await desk.work();
		await desk.extract(callId);
		const suggest = async () => {
			const history = await desk.context.callLog.read(desk.workspaceId, callId);
			if (history) await suggestLeads(desk.workspaceId, history, desk.context);
		};
		desk.clock.advance(1_000);
		await desk.lead({ leadId: 'lead_2', externalId: 'c2', phones: [], name: 'Mira Kern', company: 'Kern' });
		await suggest();
		await suggest();
		const told = await desk.events(callId, 'ringside.inbox.changed');
		expect(told).toHaveLength(2);
		expect(told.at(-1)).toMatchObject({
			...{ saidName: 'Mira Kern', saidCompany: 'Kern GmbH' },
			suggestions: [{ leadId: 'lead_2', name: 'Mira Kern', why: 'name-and-company' }],
		});
		await desk.command('dismissCall', { callId });
		await desk.extract(callId, 'ex-2', []);
		await suggest();
		expect((await desk.events(callId, 'ringside.inbox.changed')).at(-1)).toMatchObject({
			state: 'dismissed',
			saidName: 'Mira Kern',
		});
	});
});
