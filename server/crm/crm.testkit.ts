import { expect, test } from 'vitest';
import type { OutgoingRequest } from '../outgoing/dispatcher.ts';
import type { CrmConnector, CrmTools, UnassignedEntry } from './crm.ts';

/** A CRM of one connector, simulated. */
export interface SimulatedCrm {
	tools: CrmTools;
	/** The next requests are answered with this instead. */
	answerWith(reply: { status: number; headers?: Record<string, string>; body?: unknown }): void;
	/** The next write is done, and its answer lost. */
	loseAnswer(): void;
	/** Id of a record that it has, and its values. */
	recordId: string;
	recordOf(): Record<string, unknown> | undefined;
	unassignedCount(): number;
	requestCount(): number;
}

export const entry: UnassignedEntry = {
	callId: 'cloudtalk-7 ü/..',
	provider: 'cloudtalk',
	direction: 'inbound',
	remoteNumber: '+493023125101',
	ownNumber: '+493023125000',
	startedAt: '2026-03-10T09:15:00.000Z',
	durationSeconds: 95,
	fields: { availability: 'from May' },
};

/** What every connector does alike. */
export function holdsForEveryCrm(connector: CrmConnector, start: () => Promise<SimulatedCrm>): void {
	const update = { fields: { availability: 'from May' }, idempotencyKey: 'update-1' };
	const write = (crm: SimulatedCrm, tools = crm.tools) =>
		connector.updateLead({ ...update, recordId: crm.recordId }, tools);

	test('a check changes nothing, and tells a wrong key', async () => {
		const crm = await start();
		expect(await connector.check(crm.tools)).toEqual({ kind: 'done' });
		expect(await connector.check({ ...crm.tools, apiKey: 'wrong' })).toMatchObject({ kind: 'signed-out' });
		expect(crm.unassignedCount()).toBe(0);
	});

	test('a lead gets the fields that are named, and no other', async () => {
		const crm = await start();
		const before = crm.recordOf();
		expect(await write(crm)).toMatchObject({ kind: 'done' });
		expect(crm.recordOf()).toEqual({ ...before, ...update.fields });
		expect(await write(crm)).toMatchObject({ kind: 'done' });
		expect(crm.recordOf()).toEqual({ ...before, ...update.fields });
	});

	test('a record that is not there is gone', async () => {
		const { tools } = await start();
		expect(await connector.updateLead({ ...update, recordId: 'nobody' }, tools)).toMatchObject({
			kind: 'gone',
		});
	});

	test.each(['..', '.', ''])('an id %j leads to no other address', async (recordId) => {
		const crm = await start();
		expect(await connector.updateLead({ ...update, recordId }, crm.tools)).toMatchObject({ kind: 'refused' });
		expect(crm.requestCount()).toBe(0);
	});

	test('a call is found after it was added, also where the answer was lost', async () => {
		const crm = await start();
		expect(await connector.findUnassigned(entry.callId, crm.tools)).toEqual({ kind: 'absent' });
		crm.loseAnswer();
		expect(await connector.addUnassigned(entry, crm.tools)).toMatchObject({ kind: 'later' });
		expect(await connector.findUnassigned(entry.callId, crm.tools)).toMatchObject({ kind: 'found' });
		expect(await connector.findUnassigned('another', crm.tools)).toEqual({ kind: 'absent' });
		expect(crm.unassignedCount()).toBe(1);
	});

	test('a look-up that is not answered now says so, so that nothing is added twice', async () => {
		const crm = await start();
		crm.answerWith({ status: 503 });
		expect(await connector.findUnassigned(entry.callId, crm.tools)).toMatchObject({ kind: 'later' });
	});

	test.each([
		[401, {}, 'signed-out'],
		[403, {}, 'forbidden'],
		[404, {}, 'gone'],
		[409, { error: 'conflict' }, 'refused'],
		[422, { error: 'invalid_field' }, 'refused'],
		[400, {}, 'refused'],
		[429, {}, 'later'],
		[500, 'Oh no', 'later'],
		[503, {}, 'later'],
		[302, {}, 'unexpected'],
		[200, '<html>Sign in</html>', 'unexpected'],
		[200, { success: false }, 'refused'],
		[200, { status: 'error' }, 'refused'],
		[204, '', 'done'],
	])('an answer %i %j is %s', async (status, body, kind) => {
		const crm = await start();
		crm.answerWith({ status, body, headers: { location: 'https://elsewhere.example/' } });
		for (const outcome of [await write(crm), await connector.addUnassigned(entry, crm.tools)]) {
			expect(outcome.kind).toBe(kind);
			expect(JSON.stringify(outcome)).not.toMatch(/May|\+49|key-of/);
		}
	});

	test('an endless answer is not read', async () => {
		const crm = await start();
		crm.answerWith({ status: 200, body: 'x'.repeat(2 * 1_024 * 1_024) });
		expect((await write(crm)).kind).toBe('unexpected');
	});

	test('the wait that is asked for is told', async () => {
		const crm = await start();
		crm.answerWith({ status: 503, body: {}, headers: { 'retry-after': '40' } });
		expect(await write(crm)).toMatchObject({ kind: 'later', at: crm.tools.clock.now() + 40_000 });
	});

	test('the key goes to the origin that was set, and stands in no address', async () => {
		const crm = await start();
		const sent: OutgoingRequest[] = [];
		const dispatch: CrmTools['dispatch'] = (outgoing) => {
			sent.push(outgoing);
			return crm.tools.dispatch(outgoing);
		};
		const tools = { ...crm.tools, dispatch };
		const hostile = { ...crm, recordId: '//elsewhere.example/@x?y#z\\..\\' };
		await write(hostile, tools);
		await connector.addUnassigned(entry, tools);
		await connector.findUnassigned(entry.callId, tools);
		expect(sent).toHaveLength(3);
		for (const { url } of sent) {
			expect(new URL(url).origin).toBe(new URL(tools.baseUrl).origin);
			expect(url).not.toContain(tools.apiKey);
		}
	});

	test('a key that no header can carry is asked nothing with', async () => {
		const crm = await start();
		expect(await write(crm, { ...crm.tools, apiKey: 'key\nx-more: 1' })).toMatchObject({
			kind: 'signed-out',
		});
		expect(crm.requestCount()).toBe(0);
	});
}
