import { afterEach, describe, expect, test } from 'vitest';
import { PulspointSimulator } from '../../../tests/support/crm.ts';
import { manualClock } from '../../intake/harness.testkit.ts';
import { entry, holdsForEveryCrm, type SimulatedCrm } from '../crm.testkit.ts';
import pulspoint from './index.ts';

const running: PulspointSimulator[] = [];
afterEach(() => {
	for (const simulator of running.splice(0)) simulator.server.stop();
});

async function start(): Promise<SimulatedCrm & { simulator: PulspointSimulator }> {
	const simulator = new PulspointSimulator();
	await simulator.server.start();
	running.push(simulator);
	simulator.candidates.set('cand 1', { name: 'Mira Kern', availability: 'now' });
	const { server, baseUrl, key } = simulator;
	return {
		simulator,
		tools: { baseUrl, apiKey: key, dispatch: server.dispatch(), clock: manualClock() },
		answerWith: (reply) => server.troubles.push({ ...reply, times: 10 }),
		loseAnswer: () => simulator.mishaps.push('cut-after'),
		recordId: 'cand 1',
		recordOf: () => simulator.candidates.get('cand 1'),
		unassignedCount: () => simulator.unassigned.length,
		requestCount: () => server.requests.length,
	};
}

describe('pulspoint', () => {
	holdsForEveryCrm(pulspoint, start);

	test('is asked as its README says', async () => {
		const { simulator, tools } = await start();
		await pulspoint.updateLead({ recordId: 'cand 1', fields: { a: '1' }, idempotencyKey: 'once' }, tools);
		await pulspoint.addUnassigned({ ...entry, callId: 'cloudtalk-123', name: 'Mira Kern' }, tools);
		expect(simulator.writes).toEqual([
			{ method: 'PATCH', path: '/api/candidates/cand%201', body: { a: '1' }, key: 'once' },
			{
				method: 'POST',
				path: '/api/akquise/unassigned-calls',
				key: expect.stringMatching(/^[\w-]{43}$/),
				body: {
					external_id: 'cloudtalk-123',
					phone_number: '+493023125101',
					called_number: '+493023125000',
					direction: 'inbound',
					started_at: '2026-03-10T09:15:00.000Z',
					duration_seconds: 95,
					provider: 'cloudtalk',
					name: 'Mira Kern',
					facts: { availability: 'from May' },
				},
			},
		]);
	});

	test('a base URL may have a path, and a slash at its end', async () => {
		const { simulator, tools } = await start();
		await pulspoint.addUnassigned(entry, { ...tools, baseUrl: `${tools.baseUrl}/crm/` });
		expect(simulator.writes).toMatchObject([{ path: '/crm/api/akquise/unassigned-calls' }]);
	});

	test.each([
		['a bare list', [{ external_id: 'c', id: 5 }], { kind: 'found', recordId: '5' }],
		['a list in data', { data: [{ external_id: 'c', id: 'u5' }] }, { kind: 'found', recordId: 'u5' }],
		['a list in items', { items: [{ external_id: 'c' }] }, { kind: 'found', recordId: undefined }],
		['calls of others, the filter being passed over', [{ external_id: 'd' }, {}], { kind: 'absent' }],
		['no list', { id: 5 }, { kind: 'unknown' }],
	])('a look-up that answers %s', async (_, body, found) => {
		const { tools, answerWith } = await start();
		answerWith({ status: 200, body });
		expect(await pulspoint.findUnassigned('c', tools)).toEqual(found);
	});

	test('without a look-up nothing is said of a call, and the check does not claim that the key is right', async () => {
		const { simulator, tools } = await start();
		simulator.canLookUp = false;
		expect(await pulspoint.findUnassigned('c', tools)).toEqual({ kind: 'unknown' });
		expect(await pulspoint.check(tools)).toMatchObject({ kind: 'unexpected' });
	});
});
