import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isSignedWith, silence, status } from './receiver.testkit.ts';
import { HOUR, SECOND, startWorld, type World } from './world.testkit.ts';

let w: World;
beforeEach(async () => {
	w = await startWorld();
});
afterEach(async () => {
	expect(w.bugs).toEqual([]);
	await w.stop();
});

const bodies = (at: string) => w.receiver.at(at).map(({ body }) => body);
const idsAt = (at: string) => w.receiver.at(at).map(({ id }) => id);

describe('an event that a webhook wants', () => {
	test('goes out once, as it is stored, with a signature that the reference implementation verifies', async () => {
		const { secret } = await w.add('/a');
		const stored = await w.happen('call.ringing', 'call.ended');
		await w.pump.runDue();
		await w.pump.runDue();
		expect(bodies('/a')).toEqual(stored);
		for (const { body, headers } of w.receiver.received) {
			expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
			expect(headers['content-type']).toBe('application/json');
			expect(headers['webhook-id']).toMatch(/^[\w-]{10,64}$/);
			expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
		}
		expect(new Set(idsAt('/a')).size).toBe(2);
		expect(w.asked).toMatchObject([{ timeoutMs: 10_000, maxBytes: 65_536 }, {}]);
	});

	test('of a type that this build does not know goes out too; others do not', async () => {
		await w.add('/exact', ['call.ended', 'hologram.opened']);
		await w.add('/all', ['*']);
		await w.add('/none', ['booking.created']);
		const [, ended, hologram] = await w.happen('call.ringing', 'call.ended', 'hologram.opened');
		await w.pump.runDue();
		expect(bodies('/exact')).toEqual([ended, hologram]);
		expect(bodies('/all')).toHaveLength(3);
		expect(bodies('/none')).toEqual([]);
	});

	test('is not one of another workspace, nor one from before it was made', async () => {
		await w.happen('call.ended');
		await w.add('/a');
		await w.add('/b', ['*'], 'ws_b');
		await w.happenIn('ws_b', ['call.ended']);
		const ours = await w.happen('call.answered');
		await w.pump.runDue();
		expect(bodies('/a')).toEqual(ours);
		expect(bodies('/b')).toHaveLength(1);
	});

	test('is sent in the order of the log, however many there are', async () => {
		await w.add('/a', ['call.ended']);
		const stored = await w.happen(
			...Array.from({ length: 450 }, (_, n) => (n % 3 === 0 ? 'call.ended' : 'call.updated')),
		);
		await w.pump.runDue();
		expect(bodies('/a')).toEqual(stored.filter((_, n) => n % 3 === 0));
	});

	test('counts as accepted although the answer is longer than is read', async () => {
		w.receiver.answer('/a', (_, response) => response.end('x'.repeat(1_000_000)));
		const { webhook } = await w.add('/a');
		await w.happen('call.ended');
		await w.pump.runDue();
		expect(await w.view(webhook.webhookId)).toMatchObject({ attempt: 0, lastAcceptedAt: w.time.now });
		expect(w.receiver.received).toHaveLength(1);
	});
});

describe('an event that was not taken', () => {
	test('is tried again after some seconds, before later ones and with the same id', async () => {
		let tries = 0;
		w.receiver.answer('/a', (_, response) => response.writeHead(++tries === 1 ? 500 : 200).end());
		const { webhook, secret } = await w.add('/a');
		const [first, second] = await w.happen('call.ringing', 'call.ended');
		await w.pump.runDue();
		expect(await w.view(webhook.webhookId)).toMatchObject({
			...{ state: 'enabled', attempt: 1, failingSince: w.time.now, lastFailure: 'answered 500' },
		});
		await w.later(2 * SECOND);
		expect(bodies('/a')).toEqual([first]);
		await w.later(3 * SECOND);
		expect(bodies('/a')).toEqual([first, first, second]);
		const [one, again] = w.receiver.received;
		expect(again?.id).toBe(one?.id);
		expect(again?.headers['webhook-timestamp']).not.toBe(one?.headers['webhook-timestamp']);
		expect(w.receiver.received.every((received) => isSignedWith(secret, received))).toBe(true);
		const healthy = await w.view(webhook.webhookId);
		expect(healthy).not.toHaveProperty('failingSince');
		expect(healthy).not.toHaveProperty('lastFailure');
	});

	test('for want of an answer is tried again', async () => {
		w.receiver.answer('/a', silence);
		const { webhook } = await w.add('/a');
		const [event] = await w.happen('call.ended');
		await w.pump.runDue();
		expect(await w.view(webhook.webhookId)).toMatchObject({ lastFailure: 'no answer within 10 s' });
		w.receiver.answer('/a', status(200));
		await w.later(5 * SECOND);
		expect(bodies('/a')).toEqual([event, event]);
	});

	test.each([
		['seconds', () => '120'],
		['a date', () => new Date(w.time.now + 120 * SECOND).toUTCString()],
	])('waits as long as the other side asks for in %s', async (_, header) => {
		w.receiver.answer('/a', status(429, { 'retry-after': header() }));
		await w.add('/a');
		const [first] = await w.happen('call.ended', 'call.ended');
		await w.pump.runDue();
		await w.later(118 * SECOND);
		expect(bodies('/a')).toEqual([first]);
		await w.later(2 * SECOND);
		// Too many is too many: the event after it is not tried either.
		expect(bodies('/a')).toEqual([first, first]);
	});

	test('for a redirect is not sent to where that leads', async () => {
		w.receiver.answer('/a', status(307, { location: w.url('/elsewhere') }));
		const { webhook } = await w.add('/a');
		await w.happen('call.ended');
		await w.pump.runDue();
		expect(bodies('/elsewhere')).toEqual([]);
		const { lastFailure } = await w.view(webhook.webhookId);
		expect(lastFailure).toBe('answered 307, and redirects are not followed');
	});

	test('by a target that is down is tried for a day, then the webhook is disabled and says so', async () => {
		w.receiver.answer('/a', status(503));
		const { webhook } = await w.add('/a');
		const begun = w.time.now;
		const [first, second] = await w.happen('call.ringing', 'call.ended');
		await w.pump.runDue();
		while (w.time.now < begun + 24 * HOUR - SECOND) {
			await w.later(600 * SECOND);
			if (w.time.now < begun + 24 * HOUR) {
				expect(await w.view(webhook.webhookId)).toMatchObject({ state: 'enabled', failingSince: begun });
			}
		}
		await w.later(SECOND);
		const disabled = await w.view(webhook.webhookId);
		expect(disabled).toMatchObject({ state: 'disabled', disabledReason: 'failing', overtaken: [] });
		expect(w.notices).toEqual([`${webhook.webhookId} disabled: answered 503`]);
		const tries = bodies('/a').length;
		expect(tries).toBeGreaterThan(20);
		await w.happen('call.ended');
		await w.later(48 * HOUR);
		expect(bodies('/a')).toHaveLength(tries);
		// Mended and enabled: nothing of what waited is lost.
		w.receiver.answer('/a', status(200));
		await w.store.outgoingWebhooks.update('ws_a', webhook.webhookId, { state: 'enabled' }, w.time.now);
		await w.pump.runDue();
		expect(bodies('/a').slice(tries)).toEqual([first, second, expect.any(String)]);
	});

	test('because the other side wants no more (410) disables the webhook at once', async () => {
		w.receiver.answer('/a', status(410));
		const { webhook } = await w.add('/a');
		await w.happen('call.ringing', 'call.ended');
		await w.pump.runDue();
		await w.later(HOUR);
		expect(bodies('/a')).toHaveLength(1);
		expect(await w.view(webhook.webhookId)).toMatchObject({ state: 'disabled', disabledReason: 'gone' });
		expect(w.notices).toEqual([`${webhook.webhookId} disabled: answered 410`]);
	});
});

describe('an event that a target refuses while it takes others', () => {
	const refuse = (poison: string) =>
		w.receiver.answer('/a', ({ body }, response) => response.writeHead(body === poison ? 422 : 200).end());

	test('is overtaken after its second failure, tried on for a day and given up; the webhook lives on', async () => {
		const { webhook } = await w.add('/a', ['call.ended']);
		const [poison = '', skipped, next] = await w.happen('call.ended', 'call.updated', 'call.ended');
		refuse(poison);
		await w.pump.runDue();
		expect(bodies('/a')).toEqual([poison]);
		await w.later(5 * SECOND);
		expect(bodies('/a')).toEqual([poison, poison, next]);
		expect(bodies('/a')).not.toContain(skipped);
		const [last] = await w.happen('call.ended');
		await w.pump.runDue();
		expect(bodies('/a').at(-1)).toBe(last);
		expect((await w.view(webhook.webhookId)).overtaken).toMatchObject([{ seq: 1, attempt: 2 }]);
		for (let hours = 0; hours < 26; hours += 1) await w.later(HOUR);
		const tries = bodies('/a').filter((body) => body === poison).length;
		expect(tries).toBeGreaterThan(20);
		const { state, overtaken } = await w.view(webhook.webhookId);
		expect({ state, overtaken }).toMatchObject({ state: 'enabled', overtaken: [{ seq: 1 }] });
		expect(overtaken[0]).not.toHaveProperty('dueAt');
		expect(w.notices).toEqual([`${webhook.webhookId} gave-up-an-event: answered 422`]);
		await w.later(48 * HOUR);
		expect(bodies('/a').filter((body) => body === poison)).toHaveLength(tries);
	});

	test('is sent once more when it can be taken again', async () => {
		const { webhook } = await w.add('/a');
		const [poison = '', next] = await w.happen('call.ended', 'call.ended');
		refuse(poison);
		await w.pump.runDue();
		await w.later(5 * SECOND);
		refuse('');
		await w.later(10 * SECOND);
		expect(bodies('/a')).toEqual([poison, poison, next, poison]);
		expect((await w.view(webhook.webhookId)).overtaken).toEqual([]);
		expect(new Set(idsAt('/a')).size).toBe(2);
	});

	test('with a target that takes nothing nothing is overtaken', async () => {
		w.receiver.answer('/a', status(500));
		const { webhook } = await w.add('/a');
		const [first] = await w.happen('call.ended', 'call.ended');
		await w.pump.runDue();
		for (let n = 0; n < 6; n += 1) await w.later(HOUR);
		expect((await w.view(webhook.webhookId)).overtaken).toEqual([]);
		w.receiver.answer('/a', status(200));
		const before = bodies('/a').length;
		await w.later(HOUR);
		expect(bodies('/a').slice(before)).toEqual([first, expect.any(String)]);
	});
});

describe('a running pump', () => {
	test('sends what is stored as it comes; a target that hangs delays no other', async () => {
		w.receiver.answer('/slow', silence);
		await w.add('/slow');
		await w.add('/fast');
		w.pump.start();
		for (let n = 1; n <= 3; n += 1) {
			await w.happen('call.ringing');
			const begun = performance.now();
			while (bodies('/fast').length < n && performance.now() - begun < 5_000) {
				await new Promise((resolve) => setTimeout(resolve, 5));
			}
			expect(bodies('/fast')).toHaveLength(n);
			// The slow one alone waits 500 ms for its answer.
			expect(performance.now() - begun).toBeLessThan(450);
		}
	});

	test('that is closed leaves what is under way, and the next one sends it again at once with the same id', async () => {
		w.receiver.answer('/a', silence);
		const { webhook } = await w.add('/a');
		await w.happen('call.ended');
		w.pump.start();
		await w.receiver.until(1);
		await w.pump.close();
		expect(await w.view(webhook.webhookId)).toMatchObject({ attempt: 0, cursorSeq: 0 });
		w.receiver.answer('/a', status(200));
		await w.newPump().runDue();
		const [first, again] = idsAt('/a');
		expect(again).toBe(first);
		expect((await w.view(webhook.webhookId)).cursorSeq).toBe(1);
	});

	test('stops with a webhook that is removed meanwhile', async () => {
		const { webhook } = await w.add('/a');
		w.receiver.answer('/a', (_, response) => {
			void w.store.outgoingWebhooks.remove('ws_a', webhook.webhookId).then(() => response.end());
		});
		await w.happen('call.ringing', 'call.answered', 'call.ended');
		await w.pump.runDue();
		await w.later(HOUR);
		expect(bodies('/a')).toHaveLength(1);
	});

	test('of two that send at the same time one gets each webhook', async () => {
		await w.add('/a');
		const stored = await w.happen('call.ringing', 'call.answered', 'call.ended');
		await Promise.all([w.pump.runDue(), w.newPump().runDue()]);
		expect(bodies('/a')).toEqual(stored);
	});
});
