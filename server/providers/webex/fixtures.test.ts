import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyView, type Call, callOf, describeCall, type View } from '../../../lib/calls/index.ts';
import { createHarness } from '../../intake/harness.testkit.ts';
import { type Fixture, fixture, fixtures } from './fixtures.testkit.ts';

async function deliver(list: Fixture[]) {
	const harness = createHarness({ secrets: { secret: list[0]?.secret ?? '' } });
	for (const one of list) await harness.post('webex', one);
	return harness;
}

async function callAfter(...names: string[]) {
	const { log } = await deliver(names.map(fixture));
	const call = callOf(log.views() as View[]);
	if (!call) throw new Error('no call');
	return describeCall(call);
}

describe('a delivery as Webex sends it', () => {
	test.each(fixtures)('$name: $description', async (given) => {
		const { log, post } = createHarness({ secrets: { secret: given.secret } });
		const answer = await post('webex', given);
		expect(answer.status).toBe(given.expect.outcome === 'refused' ? 401 : 200);
		expect(log.appended).toHaveLength(1);
		const { delivery } = log.appended[0]!;
		expect(delivery?.outcome).toBe(given.expect.outcome);
		if (given.expect.reason) expect(delivery?.reason).toBe(given.expect.reason);
		expect(Buffer.from(delivery?.body ?? []).equals(Buffer.from(given.body)), 'byte for byte').toBe(true);
		const { event } = given.expect;
		expect(log.stored).toHaveLength(event ? 1 : 0);
		if (!event) return;
		const { endReason, ...data } = event.data;
		expect(log.views()[0]).toMatchObject({ ...event, subject: data.callId ?? data.recordingId, data });
		expect(log.views()[0].data.endReason ?? null).toBe(endReason ?? null);
		if (data.remote) expect(log.views()[0].data.remote).toEqual(data.remote);
	});
});

describe('a recording', () => {
	test('told of again, changed, or by the older resource, is one recording', async () => {
		const { log } = await deliver(['recording', 'recording-of-call', 'recording-older'].map(fixture));
		expect(log.stored).toHaveLength(1);
	});
});

describe('what a call becomes', () => {
	test('a second report of the same ring changes nothing that is shown', async () => {
		expect(await callAfter('ringing', 'ringing-again')).toEqual(await callAfter('ringing'));
	});

	test('ring, answer and hang-up are one completed call', async () => {
		const call = await callAfter('ringing', 'ringing-again', 'answered', 'held', 'ended');
		expect(call).toMatchObject({ state: 'ended', endReason: 'completed', missed: false });
		expect(call.answeredAt).toBe('2026-04-14T09:00:06.500Z');
	});

	test('a ring that is over before its first report arrives stays over', async () => {
		expect(await callAfter('ended', 'ringing')).toMatchObject({ state: 'ended', endReason: 'completed' });
	});

	test('a queue call missed on one phone and taken on another is answered, and keeps its queue', async () => {
		const call = await callAfter('queue', 'queue-leg-missed', 'second-leg-answered');
		expect(call).toMatchObject({ state: 'answered', queue: 'Applicants', missed: false });
		expect(call.remote.name).toBe('Pia Quast');
	});

	test('an outgoing call that nobody took is not missed', async () => {
		const call = await callAfter('outbound', 'outbound-unanswered');
		expect(call).toMatchObject({ direction: 'outbound', state: 'ended', missed: false });
		expect(call.endReason).toBeUndefined();
	});

	test('any order and repetition of the deliveries gives the same call', async () => {
		const stories = [
			['ringing', 'ringing-again', 'answered', 'held', 'ended'],
			['queue', 'queue-leg-missed', 'second-leg-answered'],
			['outbound', 'outbound-unanswered'],
		].map((names) => names.map(fixture));
		const story = fc
			.constantFrom(...stories)
			.chain((list) =>
				fc.tuple(
					fc.constant(list),
					fc.shuffledSubarray(list, { minLength: list.length }),
					fc.array(fc.nat(), { maxLength: 6 }),
				),
			);
		await fc.assert(
			fc.asyncProperty(story, async ([list, order, repeats]) => {
				const again = repeats.map((index) => list[index % list.length]!);
				const straight = await deliver(list);
				const other = await deliver([...order, ...again]);
				expect(merged(other.log.views())).toEqual(merged(straight.log.views()));
				expect(other.log.stored).toHaveLength(straight.log.stored.length);
			}),
			{ numRuns: 150 },
		);
	});
});

function merged(views: View[]) {
	const call = views.reduce<Call | undefined>(applyView, undefined);
	if (!call) throw new Error('no call');
	return { call, shown: describeCall(call) };
}
