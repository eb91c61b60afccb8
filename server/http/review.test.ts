import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CrmDesk, startCrmDesk } from '../pipeline/write-back/write-back.testkit.ts';

let desk: CrmDesk;
let callId: string;
beforeAll(async () => {
	desk = await startCrmDesk();
	callId = await desk.call('c1');
	await desk.extract(callId);
});
afterAll(() => desk.stop());

const accept = [{ name: 'name', decision: 'accepted' }];
const review = (decisions: object[], more: object = {}, token?: string) =>
	desk.command('reviewFacts', { callId, extractionId: 'ex-1', decisions, ...more }, token);
const reviews = () => desk.events(callId, 'ringside.extraction.reviewed');

describe('a review', () => {
	test('is stored with who decided and when, and queues nothing where no CRM is set up', async () => {
		const edited = { name: 'availability', decision: 'edited', value: '  at once ' };
		expect((await review([...accept, edited])).status).toBe(202);
		expect(await reviews()).toEqual([
			{
				...{ callId, extractionId: 'ex-1', userId: desk.server.admin.user.userId },
				at: new Date(desk.clock.now()).toISOString(),
				decisions: [
					{ name: 'name', decision: 'accepted' },
					{ name: 'availability', decision: 'edited', value: 'at once' },
				],
			},
		]);
		const due = { kinds: ['crm.write'], now: desk.clock.now() + 1, leaseMs: 0, limit: 1 };
		expect(await desk.store.jobs.lease(due)).toEqual([]);
	});

	test('that is sent twice with one key is stored once, also after the facts were read anew', async () => {
		const before = (await reviews()).length;
		const send = (id: string, extractionId: string) =>
			fetch(`${desk.server.origin}/v1/commands/reviewFacts`, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${desk.server.admin.token}`,
					'content-type': 'application/json',
					'idempotency-key': 'the-same-key',
				},
				body: JSON.stringify({ callId: id, extractionId, decisions: accept }),
			});
		const other = await desk.call('c2');
		await desk.extract(other);
		const first = await send(other, 'ex-1');
		desk.clock.advance(5_000);
		await desk.extract(other, 'ex-2');
		const second = await send(other, 'ex-1');
		expect([first.status, second.status]).toEqual([202, 202]);
		expect(await first.json()).toEqual(await second.json());
		expect(await desk.events(other, 'ringside.extraction.reviewed')).toHaveLength(1);
		expect((await reviews()).length).toBe(before);
		const late = { callId: other, extractionId: 'ex-1', decisions: accept };
		const refused = await desk.command('reviewFacts', late);
		expect([refused.status, await refused.json()]).toMatchObject([
			409,
			{ type: 'https://ringside.dev/problems/facts-replaced' },
		]);
	});

	test.each([
		['a name that is none of these facts', [{ name: 'shoe_size', decision: 'accepted' }], 400],
		['a field twice', [...accept, { name: 'name', decision: 'rejected' }], 400],
		['an edit without a value', [{ name: 'name', decision: 'edited' }], 422],
		['an edit to nothing', [{ name: 'name', decision: 'edited', value: ' ' }], 422],
		['no decision', [], 400],
		['a decision that is none', [{ name: 'name', decision: 'maybe' }], 400],
		['a value too long', [{ name: 'name', decision: 'edited', value: 'x'.repeat(20_001) }], 400],
	])('with %s is refused, without a word of what was said or typed', async (_, decisions, status) => {
		const before = (await reviews()).length;
		const answer = await review(decisions);
		expect(answer.status).toBe(status);
		expect(await answer.text()).not.toMatch(/Mira|Kern|shoe|xxx/);
		expect((await reviews()).length).toBe(before);
	});

	test('of a value takes what fits the kind of its field', async () => {
		const field = { label: 'Start', kind: 'date', name: 'start' };
		const { version } = await desk.context.settings.read(desk.workspaceId, 'facts');
		const value = { preset: 'own', fields: [field] };
		await desk.context.settings.write(desk.workspaceId, 'facts', { version, value, secrets: {} });
		const other = await desk.call('c3');
		const evidence = { quote: 'in May', segmentId: 's1' };
		await desk.extract(other, 'ex-1', [{ name: 'start', value: '2026-05-01', evidence }]);
		const status = async (start: string) => {
			const decisions = [{ name: 'start', decision: 'edited', value: start }];
			return (await review(decisions, { callId: other })).status;
		};
		expect([await status('in May'), await status('2026-02-30'), await status('2026-06-01')]).toEqual([
			422, 422, 202,
		]);
	});

	test('of what does not exist, or is somebody else’s, is answered 404', async () => {
		const { workspaceId } = await desk.server.otherWorkspace();
		const stranger = await desk.server.addUser('admin', workspaceId);
		expect((await review(accept, { callId: 'generic-none' })).status).toBe(404);
		expect((await review(accept, { extractionId: 'ex-none' })).status).toBe(404);
		expect((await review(accept, {}, stranger.token)).status).toBe(404);
		const retry = { callId, stage: 'crm' };
		expect((await desk.command('retryStage', retry, stranger.token)).status).toBe(404);
	});

	test('of a colleague’s own phone is not hers to give', async () => {
		const [owner, other] = [await desk.server.addUser('member'), await desk.server.addUser('member')];
		const phone = await desk.server.connect(owner.user);
		await desk.server.hook(phone, { callId: 'own', state: 'ended', from: '+493023125777' });
		await desk.extract('generic-own');
		const mine = { callId: 'generic-own' };
		expect((await review(accept, mine, other.token)).status).toBe(404);
		expect((await review(accept, mine, owner.token)).status).toBe(202);
	});
});

describe('trying a stage again', () => {
	test('is for what stopped or waits; what is done is not done twice', async () => {
		const other = await desk.call('c4');
		const tell = (state: 'done' | 'stopped') =>
			desk.context.callLog.append(
				desk.workspaceId,
				{ callId: other, connectionId: desk.connection.connectionId },
				[{ name: 'stage.changed', id: `${other}-${state}`, data: { callId: other, stage: 'facts', state } }],
			);
		const retry = async () => (await desk.command('retryStage', { callId: other, stage: 'facts' })).status;
		const queued = async () => {
			const due = { kinds: ['facts.extract'], now: desk.clock.now() + 1, leaseMs: -1, limit: 9 };
			return (await desk.store.jobs.lease(due)).map(({ key }) => key);
		};
		expect([await retry(), await queued()]).toEqual([409, []]);
		await tell('stopped');
		expect([await retry(), await retry(), await queued()]).toEqual([202, 202, [other]]);
		await tell('done');
		expect(await retry()).toBe(409);
	});
});
