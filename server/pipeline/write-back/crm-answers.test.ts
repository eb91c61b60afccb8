import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accepted, type CrmDesk, startCrmDesk } from './write-back.testkit.ts';

let desk: CrmDesk;
beforeEach(async () => {
	desk = await startCrmDesk();
	desk.crm.candidates.set('cand-1', { name: 'Mira', availability: 'unknown' });
	await desk.setUp('crm', desk.crm.settings, { apiKey: desk.crm.key });
	await desk.setUp('after-call', { isOn: true });
});
afterEach(() => desk.stop());

test('a call of nobody known is not told twice where neither its answer nor a look for it came through', async () => {
	desk.crm.mishaps.push('cut-after');
	const look = { status: 503, times: 2, matches: ({ method }: { method: string }) => method === 'GET' };
	desk.crm.server.troubles.push(look);
	const callId = await desk.call('c1');
	await desk.work();
	expect(desk.crm.unassigned.map(({ external_id }) => external_id)).toEqual([callId]);
	expect(look.times).toBe(0);
});

describe('what the CRM answers', () => {
	test.each([
		[401, {}, 'stopped', 'signed-out'],
		[403, {}, 'stopped', 'forbidden'],
		[404, {}, 'stopped', 'gone'],
		[409, { error: 'conflict' }, 'stopped', 'refused'],
		[422, { error: 'invalid_field' }, 'stopped', 'refused'],
		[200, '<html>', 'stopped', 'unexpected'],
		[200, { success: false }, 'stopped', 'refused'],
	])('%i %j stops it, with the reason, until it is tried again', async (status, body, state, reason) => {
		const callId = await desk.known();
		desk.crm.server.troubles.push({ status, body, times: 1 });
		await desk.review(callId, accepted('availability'));
		await desk.work();
		expect(await desk.stages(callId)).toEqual([{ state, reason }]);
		expect(await desk.dead()).toMatchObject([
			{ kind: 'crm.write', reason: expect.stringMatching(/pulspoint/) },
		]);
		expect(await desk.events(callId, 'ringside.crm.written')).toEqual([]);
		expect((await desk.command('retryStage', { callId, stage: 'crm' })).status).toBe(202);
		await desk.work();
		expect(desk.crm.changes).toHaveLength(1);
		expect(await desk.dead()).toEqual([]);
	});

	test.each([500, 503, 429, 408])('%i is tried again by itself', async (status) => {
		const callId = await desk.known();
		desk.crm.server.troubles.push({ status, body: 'Oh no', times: 3 });
		await desk.review(callId, accepted('availability'));
		await desk.work();
		expect(desk.crm.changes).toHaveLength(1);
		expect((await desk.stages(callId)).map(({ state }) => state)).toEqual([
			'waiting',
			'waiting',
			'waiting',
			'done',
		]);
	});

	test('what never answers is given up in the end, and that is told', async () => {
		const callId = await desk.known();
		desk.crm.server.troubles.push({ status: 500, body: {}, times: 100 });
		await desk.review(callId, accepted('availability'));
		await desk.work({}, 100);
		expect((await desk.stages(callId)).at(-1)).toEqual({ state: 'stopped', reason: 'vendor-busy' });
		expect(await desk.dead()).toHaveLength(1);
	});

	test('what is half done is completed', async () => {
		const callId = await desk.known();
		desk.crm.mishaps.push('half-done');
		await desk.review(callId, accepted('availability', 'salary_wish'));
		await desk.work();
		expect(desk.crm.candidates.get('cand-1')).toEqual({
			...{ name: 'Mira', availability: 'from May', salary_wish: '55,000 euros' },
		});
		expect(desk.crm.writes.map(({ body }) => body)).toEqual([
			{ availability: 'from May', salary_wish: '55,000 euros' },
			{ availability: 'from May', salary_wish: '55,000 euros' },
		]);
	});

	test.each([
		['no key', { kind: 'pulspoint', baseUrl: 'https://crm.example' }, { apiKey: null }],
		['no address', { kind: 'pulspoint' }, {}],
	])('%s: stopped, not set up', async (_, value, secrets) => {
		const callId = await desk.known();
		await desk.setUp('crm', value, secrets);
		await desk.review(callId, accepted('availability'));
		await desk.work();
		expect(await desk.stages(callId)).toEqual([{ state: 'stopped', reason: 'not-set-up' }]);
	});
});
