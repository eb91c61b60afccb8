import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	awkwardJson,
	connectionOf,
	describeFixtures,
	describeFuzz,
	describeThreats,
	eventsOf,
	mutateJson,
	now,
	readFixtures,
	receive,
	requestOf,
	secret,
	type VendorHook,
} from '../vendor-hook.testkit.ts';
import calcom from './index.ts';
import { verify } from './verify.ts';

/** Cal.com has no library to check against: this is what its server does. https://github.com/calcom/cal.com */
const sign = (body: string, key: string) => ({
	'x-cal-signature-256': createHmac('sha256', key).update(`${body}`).digest('hex'),
});

const hook: VendorHook = {
	provider: calcom,
	folder: import.meta.dirname,
	sign,
	signatureHeader: 'x-cal-signature-256',
};

describeFixtures(hook);
describeThreats(hook);
describeFuzz(hook, mutateJson);

const read = (body: object, connection = connectionOf()) => {
	const text = JSON.stringify(body);
	return receive(calcom, requestOf({ text, headers: sign(text, secret) }), connection);
};
const fixture = (name: string) =>
	JSON.parse(readFixtures(import.meta.dirname).find((one) => one.name === name)?.rawBody ?? '');

test('what is signed as Cal.com signs is believed, whatever the body looks like', () => {
	fc.assert(
		fc.property(awkwardJson, (text) => {
			expect(verify(requestOf({ text, headers: sign(text, secret) }), connectionOf())).toEqual({
				kind: 'verified',
			});
		}),
		{ numRuns: 300 },
	);
});

test('a signature in upper case or with a prefix is not the vendor’s', () => {
	const value = sign('{}', secret)['x-cal-signature-256'];
	for (const header of [value.toUpperCase(), `sha256=${value}`, ` ${value}`]) {
		const request = requestOf({ text: '{}', headers: { 'x-cal-signature-256': header } });
		expect(verify(request, connectionOf())).toEqual({ kind: 'refused', reason: 'signature-malformed' });
	}
});

test('every scenario is believed, and has an outcome', async () => {
	const input = { runId: 'r1', startAt: now, secrets: { secret }, hookUrl: 'https://ringside.example/h' };
	for (const scenario of Object.values(calcom.scenarios)) {
		for (const request of scenario({ ...input, from: '+493023125133' })) {
			const result = await receive(calcom, requestOf(request));
			expect(['events', 'ignored']).toContain(result.kind);
		}
	}
});

describe('a booking', () => {
	test('that comes twice has one id, and each seat of a shared one has its own', async () => {
		const event = fixture('01-created');
		const ids = async (body: object) => eventsOf(await read(body)).map(({ id }) => id);
		expect(await ids(event)).toEqual(await ids(event));
		expect(await ids({ ...event, createdAt: '2026-05-12T08:29:59.000Z' })).not.toEqual(await ids(event));
	});

	test('with a made-up mail address has none', async () => {
		const [event] = eventsOf(await read(fixture('04-phone-only')));
		expect(event?.data).not.toHaveProperty('attendee.email');
	});

	test('without a phone number is not one of somebody who withheld it', async () => {
		const [event] = eventsOf(await read(fixture('05-mail-only')));
		expect(event?.data).not.toHaveProperty('attendee.anonymous');
	});

	test('that was not moved replaces none', async () => {
		const event = fixture('01-created');
		event.payload.rescheduleUid = 'fxUidZz99';
		expect(eventsOf(await read(event))[0]?.data).not.toHaveProperty('replaces', expect.anything());
	});

	test('of another provider’s shape, rightly signed, makes no event', async () => {
		expect((await read({ type: 'checkout.session.completed', object: 'event' })).kind).toBe('malformed');
	});

	test('with a content type that is none is read by its content', async () => {
		const text = JSON.stringify(fixture('01-created'));
		const headers = { ...sign(text, secret), 'content-type': 'text/plain' };
		expect((await receive(calcom, requestOf({ text, headers }))).kind).toBe('events');
	});
});
