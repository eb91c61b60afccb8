import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UnassignedCallsPage } from '../../lib/contract/after-call.ts';
import { LeadsPage } from '../../lib/contract/api.ts';
import { type CrmDesk, NUMBER, startCrmDesk } from '../pipeline/write-back/write-back.testkit.ts';

let desk: CrmDesk;
let callId: string;
let count = 0;
beforeAll(async () => {
	desk = await startCrmDesk();
	await desk.lead({ phones: [] });
});
afterAll(() => desk.stop());
beforeEach(async () => {
	count += 1;
	callId = await desk.call(`c${count}`, { from: `+49302312${5200 + count}` });
	await desk.work();
});

const send = async (name: string, more: object = {}, token?: string) =>
	(await desk.command(name, { callId, ...more }, token)).status;
async function list(query = '', token = desk.server.admin.token) {
	const answer = await desk.server.api(token, `/v1/unassigned-calls${query}`);
	expect(answer.status).toBe(200);
	return UnassignedCallsPage.parse(await answer.json());
}
const entry = async () => (await list()).calls.find((call) => call.callId === callId);
const told = async () =>
	(await desk.events(callId, 'ringside.inbox.changed')).map(({ state, leadId }) => [state, leadId]);

describe('a call in the inbox', () => {
	test('is given to a lead, and may be given to another one', async () => {
		await desk.lead({ leadId: 'lead_2', externalId: 'cand-2', phones: [] });
		expect(await send('assignCall', { leadId: 'lead_1' })).toBe(202);
		desk.clock.advance(1_000);
		expect(await send('assignCall', { leadId: 'lead_2' })).toBe(202);
		expect(await entry()).toMatchObject({ state: 'assigned', leadId: 'lead_2' });
		expect(await told()).toEqual([
			['open', undefined],
			['assigned', 'lead_1'],
			['assigned', 'lead_2'],
		]);
		const history = await desk.context.callLog.read(desk.workspaceId, callId);
		expect(history?.matched).toMatchObject({ chosen: true, matches: [{ leadId: 'lead_2' }] });
	});

	test('is not given to a lead that is not there', async () => {
		expect(await send('assignCall', { leadId: 'lead_none' })).toBe(409);
		expect(await entry()).toMatchObject({ state: 'open' });
	});

	test('becomes a lead with its number, told to everybody, once', async () => {
		expect(await send('createLead', { name: 'Mira Kern', company: 'Kern GmbH' })).toBe(202);
		desk.clock.advance(1_000);
		expect(await send('createLead', { name: 'Somebody else' })).toBe(202);
		const answer = await desk.server.api(desk.server.admin.token, '/v1/leads');
		const { leads } = LeadsPage.parse(await answer.json());
		const number = `+49302312${5200 + count}`;
		const made = leads.filter(({ phones }) => phones.some(({ e164 }) => e164 === number));
		expect(made).toMatchObject([{ name: 'Mira Kern', company: 'Kern GmbH' }]);
		expect(await entry()).toMatchObject({ state: 'created', leadId: made[0]?.leadId });
		const events = await desk.store.events.bySubject(desk.workspaceId, made[0]?.leadId ?? '');
		expect(events.map(({ type }) => type)).toEqual(['ringside.lead.changed']);
	});

	test('that was withheld becomes a lead without a number', async () => {
		callId = await desk.call(`anonymous-${count}`, { from: 'anonymous' });
		await desk.work();
		expect(await send('createLead', { name: 'Nobody’s number' })).toBe(202);
		const { leadId = '' } = (await entry()) ?? {};
		expect(await desk.store.leads.get(desk.workspaceId, [leadId])).toMatchObject([{ phones: [] }]);
	});

	test('is dismissed, and put back', async () => {
		expect([await send('dismissCall'), await send('dismissCall')]).toEqual([202, 202]);
		expect(await entry()).toMatchObject({ state: 'dismissed' });
		expect((await list('?state=open')).calls.map((call) => call.callId)).not.toContain(callId);
		desk.clock.advance(1_000);
		expect(await send('reopenCall')).toBe(202);
		expect((await told()).map(([state]) => state)).toEqual(['open', 'dismissed', 'open']);
	});

	test('that is somebody’s is neither dismissed nor made a lead', async () => {
		await send('assignCall', { leadId: 'lead_1' });
		expect([await send('dismissCall'), await send('createLead', { name: 'Mira' })]).toEqual([409, 409]);
		expect(await entry()).toMatchObject({ state: 'assigned', leadId: 'lead_1' });
	});

	test('that is in no inbox cannot be changed', async () => {
		await desk.lead({ leadId: 'lead_9', externalId: 'cand-9', phones: [{ raw: NUMBER, e164: NUMBER }] });
		callId = await desk.call(`known-${count}`);
		await desk.work();
		expect(await send('assignCall', { leadId: 'lead_1' })).toBe(404);
		expect(await send('createLead', { name: 'Mira' })).toBe(404);
		expect(await send('dismissCall')).toBe(404);
	});

	test('of another workspace, or of a colleague’s own phone, is not there', async () => {
		const { workspaceId } = await desk.server.otherWorkspace();
		const stranger = await desk.server.addUser('admin', workspaceId);
		expect((await list('', stranger.token)).calls).toEqual([]);
		expect(await send('dismissCall', {}, stranger.token)).toBe(404);
		expect(await send('assignCall', { leadId: 'lead_1' }, stranger.token)).toBe(404);
		const [owner, other] = [await desk.server.addUser('member'), await desk.server.addUser('member')];
		const phone = await desk.server.connect(owner.user);
		await desk.server.hook(phone, { callId: `own-${count}`, state: 'ended', from: '+493023125777' });
		await desk.work();
		const sees = async (token: string) =>
			(await list('', token)).calls.some((call) => call.callId === `generic-own-${count}`);
		expect([await sees(owner.token), await sees(other.token)]).toEqual([true, false]);
	});
});

test('pages hold every call once, also those of one instant', async () => {
	const { inbox } = desk.store.afterCall;
	const make = async (name: string, createdAt: number) => {
		const id = await desk.call(name, { test: true });
		await inbox.add(desk.workspaceId, { callId: id, json: '{"suggestions":[]}', createdAt });
		return id;
	};
	const now = desk.clock.now();
	const ids: string[] = [];
	for (let n = 0; n < 60; n += 1) ids.push(await make(`page-${n}`, now - (n < 45 ? n : 45)));
	const seen: string[] = [];
	for (let query = ''; ; ) {
		const page = await list(query);
		seen.push(...page.calls.map((call) => call.callId));
		if (page.next === undefined) break;
		query = `?before=${encodeURIComponent(page.next)}`;
	}
	expect(seen.filter((id) => id.startsWith('generic-page-')).sort()).toEqual(ids.sort());
	expect(new Set(seen).size).toBe(seen.length);
});
