import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { DeadJob } from '../../lib/contract/after-call.ts';
import { type CrmDesk, startCrmDesk } from '../pipeline/write-back/write-back.testkit.ts';

let desk: CrmDesk;
beforeAll(async () => {
	desk = await startCrmDesk();
});
afterAll(() => desk.stop());

const list = async (token = desk.server.admin.token) => {
	const answer = await desk.server.api(token, '/v1/jobs/dead');
	return z.object({ jobs: z.array(DeadJob) }).parse(await answer.json()).jobs;
};
const retry = async (jobId: string, token = desk.server.admin.token) =>
	(await desk.server.api(token, `/v1/jobs/${jobId}/retry`, {})).status;

test('an admin sees what was given up and why, and has it done again', async () => {
	const { crm } = desk;
	crm.candidates.set('cand-1', {});
	await desk.setUp('crm', crm.settings, { apiKey: 'an old key' });
	await desk.lead();
	const callId = await desk.call('c1');
	await desk.extract(callId);
	const decisions = [{ name: 'availability', decision: 'accepted' }];
	await desk.command('reviewFacts', { callId, extractionId: 'ex-1', decisions });
	await desk.work();
	const [dead, ...others] = await list();
	expect(others).toEqual([]);
	expect(dead).toMatchObject({
		kind: 'crm.write',
		callId,
		attempts: 1,
		reason: expect.stringMatching(/key/),
	});
	expect(JSON.stringify(dead)).not.toMatch(/old key|from May|\+49/);

	const stranger = await desk.server.addUser('admin', (await desk.server.otherWorkspace()).workspaceId);
	expect([await list(stranger.token), await retry(dead?.jobId ?? '', stranger.token)]).toEqual([[], 404]);
	const supervisor = await desk.server.addUser('supervisor');
	expect(await retry(dead?.jobId ?? '', supervisor.token)).toBe(403);
	expect(crm.changes).toEqual([]);

	await desk.setUp('crm', crm.settings, { apiKey: crm.key });
	expect(await retry(dead?.jobId ?? '')).toBe(200);
	await desk.work();
	expect([crm.changes.length, await list(), await retry(dead?.jobId ?? '')]).toEqual([1, [], 404]);
});
