import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accepted, type CrmDesk, facts, startCrmDesk } from './write-back.testkit.ts';

let desk: CrmDesk;
beforeEach(async () => {
	desk = await startCrmDesk();
	desk.crm.candidates.set('cand-1', { name: 'Mira', availability: 'unknown' });
	await desk.setUp('crm', desk.crm.settings, { apiKey: desk.crm.key });
	await desk.setUp('after-call', { isOn: true });
});
afterEach(() => desk.stop());

describe('a known lead', () => {
	test('gets what was accepted and edited, once, with its key, and nothing else', async () => {
		const callId = await desk.known();
		const decisions = [
			...accepted('availability'),
			{ name: 'salary_wish', decision: 'edited', value: ' 60,000 ' },
			{ name: 'name', decision: 'rejected' },
		];
		expect(await desk.review(callId, decisions)).toBe(202);
		await desk.work();
		expect(desk.crm.writes).toEqual([
			{
				method: 'PATCH',
				path: '/api/candidates/cand-1',
				body: { availability: 'from May', salary_wish: '60,000' },
				key: expect.stringMatching(/^crm\.update\|[\w-]{43}$/),
			},
		]);
		expect(await desk.events(callId, 'ringside.crm.written')).toEqual([
			{
				callId,
				target: 'lead',
				recordId: 'cand-1',
				fields: { availability: 'from May', salary_wish: '60,000' },
			},
		]);
		expect((await desk.stages(callId)).at(-1)).toMatchObject({ state: 'done' });
	});

	test('gets with a later review just what that decided, also where it returns to an earlier value', async () => {
		const callId = await desk.known();
		const edits = [['60,000'], ['70,000'], ['60,000']].map(([value]) => [
			{ name: 'salary_wish', decision: 'edited', value },
		]);
		await desk.review(callId, accepted('availability'));
		await desk.work();
		for (const edit of edits) {
			await desk.review(callId, edit);
			await desk.work();
		}
		expect(desk.crm.writes.map(({ body }) => body)).toEqual([
			{ availability: 'from May' },
			{ salary_wish: '60,000' },
			{ salary_wish: '70,000' },
			{ salary_wish: '60,000' },
		]);
	});

	test('gets nothing where nothing was decided, or everything was rejected', async () => {
		const callId = await desk.known();
		await desk.review(
			callId,
			facts.map(({ name }) => ({ name, decision: 'rejected' })),
		);
		await desk.context.store.jobs.enqueue(desk.workspaceId, {
			...{ kind: 'crm.write', key: 'x', payload: { callId }, runAt: 1, maxAttempts: 3 },
		});
		await desk.work();
		expect(desk.crm.writes).toEqual([]);
	});

	test('gets what nobody rejected where the workspace chose that it is written alone', async () => {
		await desk.setUp('after-call', { isOn: true, writesAlone: true });
		const callId = await desk.known();
		await desk.review(callId, [{ name: 'salary_wish', decision: 'rejected' }]);
		await desk.context.store.jobs.enqueue(desk.workspaceId, {
			...{ kind: 'crm.write', key: callId, payload: { callId }, runAt: 1, maxAttempts: 3 },
		});
		await desk.work();
		expect(desk.crm.writes.map(({ body }) => body)).toEqual([
			{ name: 'Mira Kern', company: 'Kern GmbH', availability: 'from May' },
		]);
	});

	test('what was decided of facts that were read anew meanwhile is not written', async () => {
		const callId = await desk.known();
		await desk.review(callId, accepted('availability'));
		await desk.extract(callId, 'ex-2', []);
		await desk.work();
		expect(desk.crm.writes).toEqual([]);
	});

	test('a review while the one before was given up is written all the same', async () => {
		const callId = await desk.known();
		desk.crm.key = 'another';
		await desk.review(callId, accepted('availability'));
		await desk.work();
		expect(await desk.dead()).toHaveLength(1);
		desk.crm.key = 'key-of-the-simulator';
		await desk.review(callId, accepted('salary_wish'));
		await desk.work();
		expect(desk.crm.changes).toEqual([
			{ id: 'cand-1', fields: { availability: 'from May', salary_wish: '55,000 euros' } },
		]);
	});
});

describe('nothing is written to a lead that is not surely the one', () => {
	test.each([
		['its number agrees in the last digits only', [{ raw: '0049 (0)30 / 23125101' }], []],
		[
			'two have the number',
			[{ raw: '+493023125101', e164: '+493023125101' }],
			[{ raw: '+493023125101', e164: '+493023125101' }],
		],
	])('%s', async (_, phones, others) => {
		await desk.lead({ phones });
		if (others.length > 0) await desk.lead({ leadId: 'lead_2', externalId: 'cand-2', phones: others });
		const callId = await desk.call('c1');
		await desk.extract(callId);
		await desk.review(callId, accepted('availability'));
		await desk.work();
		expect(desk.crm.writes.filter(({ method }) => method === 'PATCH')).toEqual([]);
	});

	test('unless a person chose it', async () => {
		const phones = [{ raw: '+493023125101', e164: '+493023125101' }];
		await desk.lead({ phones });
		await desk.lead({ leadId: 'lead_2', externalId: 'cand-2', phones });
		const callId = await desk.call('c1');
		await desk.extract(callId);
		const matches = [{ leadId: 'lead_1', rule: 'exact' }];
		await desk.command('reportMatch', { callId, matches, chosen: true });
		await desk.review(callId, accepted('availability'));
		await desk.work();
		expect(desk.crm.changes).toEqual([{ id: 'cand-1', fields: { availability: 'from May' } }]);
	});
});

test('a worker that lost its lease writes nothing', async () => {
	const callId = await desk.known();
	await desk.review(callId, accepted('availability'));
	const { writeToCrm } = await import('./write.ts');
	const [job] = await desk.store.jobs.lease({
		...{ kinds: ['crm.write'], now: desk.clock.now(), leaseMs: 1, limit: 1 },
	});
	if (!job) throw new Error('no job');
	const lost = { stillMine: async () => false };
	expect(await writeToCrm({ ...job, payload: { callId } }, lost, desk.context)).toEqual({ kind: 'done' });
	expect(desk.crm.writes).toEqual([]);
});
