import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ada, startAssistant } from '../http/trigger-call.testkit.ts';
import type { JobOutcome } from '../jobs/job.ts';
import { pipelineHandlers } from '../pipeline/handlers.ts';
import { addApiKey } from './api-keys.ts';

let t: Awaited<ReturnType<typeof startAssistant>>;
beforeEach(async () => {
	t = await startAssistant();
});
afterEach(() => t.stop());

/** Works off the look that is due; undefined where none is. */
async function look(isMine = true): Promise<JobOutcome | undefined> {
	const { jobs } = t.store;
	const kinds = ['assistant.watch'];
	const [job] = await jobs.lease({ kinds, now: t.time.now, leaseMs: 1_000, limit: 1 });
	if (!job) return undefined;
	const run = pipelineHandlers(t.context)['assistant.watch'];
	const outcome = await run?.(job, { stillMine: async () => isMine });
	if (outcome?.kind === 'again') await jobs.postpone(job.jobId, job.fence, outcome.at);
	if (outcome?.kind === 'done') await jobs.complete(job.jobId, job.fence);
	return outcome;
}

const later = (seconds: number) => {
	t.time.now += seconds * 1_000;
};
const eventsOf = async (callId: string) =>
	(await t.context.callLog.read(t.workspaceId, callId))?.events ?? [];
const typesOf = async (callId: string) => (await eventsOf(callId)).map(({ type }) => type.slice(9));
const turn = (role: string, message: string | null, time_in_call_secs: number) => ({
	role,
	message,
	time_in_call_secs,
});

describe('a call of the assistant', () => {
	const callId = 'elevenlabs-conv_out_1';

	test('is answered, has its lines while it runs, and ends, each told once', async () => {
		await t.setUp({ mostAtOnce: 1 });
		await t.ask(ada);
		later(6);
		expect(await look()).toEqual({ kind: 'again', at: t.time.now + 20_000 });
		expect(await typesOf(callId)).toEqual(['call.ringing']);
		const [conversation] = t.vendor.conversations;
		if (!conversation) throw new Error('no conversation');
		const said = [turn('agent', 'Hello', 0), turn('agent', null, 1), turn('user', 'Hi', 2)];
		Object.assign(conversation, { status: 'in-progress', transcript: said });
		later(21);
		await look();
		expect(await typesOf(callId)).toEqual(['call.ringing', 'call.answered', 'transcript.segment']);
		conversation.transcript = [...said, turn('agent', 'Good', 4)];
		later(21);
		await look();
		expect((await t.ask(ada)).status).toBe(429);
		Object.assign(conversation, { status: 'done' });
		Object.assign(conversation.metadata, { call_duration_secs: 60 });
		later(21);
		expect(await look()).toEqual({ kind: 'done' });
		const types = await typesOf(callId);
		const texts = (await eventsOf(callId)).flatMap((event) =>
			event.type === 'ringside.transcript.segment' ? [event.data.segment.text] : [],
		);
		expect(texts).toEqual(['Hello', 'Hi', 'Good']);
		expect(types.filter((type) => type === 'call.ended')).toHaveLength(1);
		const history = await t.context.callLog.read(t.workspaceId, callId);
		expect(history?.call).toMatchObject({ state: 'ended', endReason: 'completed', assistant: true });
		expect(history?.call?.remote.name).toBe('Ada Lovelace');
		// The seat is free again.
		expect((await t.ask(ada)).status).toBe(200);
	});

	test('that the vendor has forgotten ends as failed, after ten minutes', async () => {
		await t.ask(ada);
		t.vendor.conversations.length = 0;
		later(6);
		expect((await look())?.kind).toBe('again');
		later(601);
		expect(await look()).toEqual({ kind: 'done' });
		expect(await typesOf(callId)).toEqual(['call.ringing', 'call.ended']);
	});

	test('is watched on while the vendor is down', async () => {
		await t.ask(ada);
		t.vendor.server.troubles.push({ status: 500, times: 1 });
		later(6);
		expect((await look())?.kind).toBe('again');
	});

	test('is not told of by a worker that lost its job', async () => {
		await t.ask(ada);
		Object.assign(t.vendor.conversations[0] ?? {}, { status: 'in-progress' });
		later(6);
		await look(false);
		expect(await typesOf(callId)).toEqual(['call.ringing']);
	});
});

test('who came by a link is shown with her name once she speaks, and not before', async () => {
	const { to_number: _, ...request } = ada;
	const { body } = await t.ask(request);
	const headers = { 'content-type': 'application/json' };
	const consent = { method: 'POST', headers, body: '{"consent":true}' };
	expect((await fetch(`${body.data.conversation_link}/token`, consent)).status).toBe(200);
	later(6);
	await look();
	expect(await eventsOf('elevenlabs-conv_web_1')).toEqual([]);
	t.vendor.conversations.push({
		...{ conversation_id: 'conv_web_1', status: 'in-progress', transcript: [] },
		metadata: { start_time_unix_secs: Math.floor(t.time.now / 1_000) },
	});
	later(21);
	await look();
	const history = await t.context.callLog.read(t.workspaceId, 'elevenlabs-conv_web_1');
	expect(history?.call).toMatchObject({
		state: 'answered',
		direction: 'inbound',
		remote: { name: 'Ada Lovelace' },
	});
});

test('200 times an answer is lost at one place or another, and nobody is called twice', async () => {
	await t.setUp({ mostAtOnce: 100, mostPerDay: 10_000 });
	for (let seed = 1; seed <= 200; seed += 1) {
		const before = t.vendor.calls.orders.length;
		// A key of its own: one may ask 60 times a minute.
		const { secret } = await addApiKey({ workspaceId: t.workspaceId, name: `Flow ${seed}` }, t.context);
		const once = { authorization: `Bearer ${secret}`, 'idempotency-key': 'the-same' };
		t.vendor.calls.loseAnswers = seed % 3 === 0 ? 0 : 1;
		// The look that follows a lost answer may fail as well, before or after the vendor took the call.
		const method = seed % 5 === 0 ? 'POST' : 'GET';
		const matches = (question: { method: string }) => question.method === method;
		t.vendor.server.troubles.splice(0, 9, { status: 500 + (seed % 4), times: seed % 4, matches });
		let status = 0;
		for (let tries = 0; tries < 6 && status !== 200; tries += 1) {
			({ status } = await t.ask({ ...ada, campaign_id: seed }, once));
			later(61);
		}
		t.vendor.server.troubles.length = 0;
		for (let looks = 0; looks < 3; looks += 1) await look();
		expect([seed, t.vendor.calls.orders.length - before]).toEqual([seed, 1]);
		for (const one of t.vendor.conversations) Object.assign(one, { status: 'done' });
	}
}, 120_000);
