import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CrmDesk, startCrmDesk } from '../pipeline/write-back/write-back.testkit.ts';

let desk: CrmDesk;
beforeAll(async () => {
	desk = await startCrmDesk();
});
afterAll(() => desk.stop());

async function check(): Promise<unknown> {
	const { server } = desk;
	const answer = await server.api(server.admin.token, '/v1/crm/check', {});
	return answer.json();
}

test('the check says whether the CRM takes the key, and writes nothing', async () => {
	const { crm } = desk;
	expect(await check()).toEqual({ kind: 'not-set-up' });
	await desk.setUp('crm', crm.settings, { apiKey: 'wrong' });
	expect(await check()).toMatchObject({ kind: 'signed-out', reason: expect.not.stringContaining('wrong') });
	await desk.setUp('crm', crm.settings, { apiKey: crm.key });
	expect(await check()).toEqual({ kind: 'done' });
	await desk.setUp('crm', { ...crm.settings, baseUrl: 'https://127.0.0.1' }, { apiKey: crm.key });
	expect(await check()).toMatchObject({ kind: 'later' });
	expect(crm.writes).toEqual([]);
});
