import fc from 'fast-check';
import Stripe from 'stripe';
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
import stripe from './index.ts';
import { verify } from './verify.ts';

const { webhooks } = new Stripe('sk_test_nothing_is_called');

const sign = (payload: string, key: string, at: number) => ({
	// The library does not sign without a secret; an attacker would.
	'stripe-signature': webhooks.generateTestHeaderString({
		payload,
		secret: key || ' ',
		timestamp: Math.floor(at / 1000),
	}),
});

const hook: VendorHook = {
	provider: stripe,
	folder: import.meta.dirname,
	sign,
	signatureHeader: 'stripe-signature',
};

describeFixtures(hook);
describeThreats(hook);
describeFuzz(hook, mutateJson);

describe("agreement with the vendor's library", () => {
	const believes = (payload: string, header: string, receivedAt = now) => {
		try {
			webhooks.constructEvent(payload, header, secret, undefined, undefined, receivedAt);
			return true;
		} catch (error) {
			// What was signed rightly and is no JSON fails after the signature was accepted.
			return error instanceof SyntaxError;
		}
	};

	test('what the library signs is believed, whatever the body looks like', () => {
		fc.assert(
			fc.property(awkwardJson, (text) => {
				const request = requestOf({ text, headers: sign(text, secret, now) });
				expect(verify(request, connectionOf())).toEqual({ kind: 'verified' });
			}),
			{ numRuns: 300 },
		);
	});

	test('what a scenario signs the library believes, and all of it has an outcome', async () => {
		const input = { runId: 'r1', startAt: now, secrets: { secret }, hookUrl: 'https://ringside.example/h' };
		for (const [name, scenario] of Object.entries(stripe.scenarios)) {
			let at = now;
			for (const request of scenario({ ...input, from: '+493023125133' })) {
				at += request.afterMs;
				const body = Buffer.from(request.body).toString();
				expect(believes(body, request.headers['stripe-signature'] ?? '', at), name).toBe(true);
				const result = await receive(stripe, requestOf({ ...request, receivedAt: at }));
				expect(['events', 'ignored']).toContain(result.kind);
			}
		}
	});

	test('both draw the line of age at the same second', () => {
		fc.assert(
			fc.property(fc.integer({ min: 299_000, max: 302_000 }), (age) => {
				const headers = sign('{}', secret, now);
				const receivedAt = now + age;
				const ours = verify(requestOf({ text: '{}', headers, receivedAt }), connectionOf());
				expect(ours.kind === 'verified').toBe(believes('{}', headers['stripe-signature'], receivedAt));
			}),
		);
	});

	test.each(readFixtures(import.meta.dirname).filter(({ name }) => !/future/.test(name)))(
		'both judge $name alike',
		(fixture) => {
			const { rawBody, headers, secret } = fixture;
			const ours = verify(
				requestOf({ text: rawBody, headers, receivedAt: fixture.now }),
				connectionOf({ secrets: { secret } }),
			);
			const theirs = () =>
				webhooks.signature?.verifyHeader(
					rawBody,
					headers['stripe-signature'] ?? '',
					secret,
					300,
					undefined as never,
					fixture.now,
				);
			if (ours.kind === 'verified') expect(theirs).not.toThrow();
			else expect(theirs).toThrow();
		},
	);

	test('a captured request is not good for ever: a signature from the future is refused', () => {
		const at = (seconds: number) =>
			verify(requestOf({ text: '{}', headers: sign('{}', secret, now + seconds * 1000) }), connectionOf());
		expect(at(300).kind).toBe('verified');
		expect(at(301)).toEqual({ kind: 'refused', reason: 'timestamp-out-of-range' });
	});

	test('of two times the last counts, as for the library', () => {
		const header = sign('{}', secret, now)['stripe-signature'];
		for (const both of [`t=1,${header}`, `${header},t=1`]) {
			const ours = verify(requestOf({ text: '{}', headers: { 'stripe-signature': both } }), connectionOf());
			expect(ours.kind === 'verified', both).toBe(believes('{}', both));
		}
	});

	test('of a thousand signatures only the first eight are tried', () => {
		const [time, right] = sign('{}', secret, now)['stripe-signature'].split(',');
		const verdict = (wrong: number) => {
			const header = [time, ...Array(wrong).fill(`v1=${'0'.repeat(64)}`), right].join(',');
			return verify(requestOf({ text: '{}', headers: { 'stripe-signature': header } }), connectionOf()).kind;
		};
		expect([verdict(7), verdict(8)]).toEqual(['verified', 'refused']);
	});

	test('a time that is none is refused', () => {
		const headers = { 'stripe-signature': `t=soon,v1=${'0'.repeat(64)}` };
		expect(verify(requestOf({ headers }), connectionOf())).toMatchObject({ reason: 'timestamp-missing' });
	});
});

describe('a payment is told once', () => {
	const read = (event: object) => {
		const text = JSON.stringify(event);
		return receive(stripe, requestOf({ text, headers: sign(text, secret, now) }));
	};
	const bodyOf = (name: string) =>
		JSON.parse(readFixtures(import.meta.dirname).find((fixture) => fixture.name === name)?.rawBody ?? '');
	const idsOf = async (event: object) => eventsOf(await read(event)).map(({ id }) => id);

	test('two events of one type for one object have one id', async () => {
		const event = bodyOf('01-checkout-paid');
		expect(await idsOf({ ...event, id: 'evt_again' })).toEqual(await idsOf(event));
	});

	test('each attempt at an invoice is told', async () => {
		const event = bodyOf('08-invoice-failed');
		const third = structuredClone(event);
		third.data.object.attempt_count = 3;
		expect(await idsOf(third)).not.toEqual(await idsOf(event));
	});

	test('the checkout of a subscription and its first invoice are one payment', async () => {
		const [checkout] = eventsOf(await read(bodyOf('05-checkout-subscription')));
		const [invoice] = eventsOf(await read(bodyOf('07-invoice-paid')));
		expect(checkout?.subject).toBe(invoice?.subject);
	});

	test.each([
		['live', 'ignored'],
		['test', 'events'],
	])('a test payment on a connection for %s mode is %s', async (mode, kind) => {
		const text = JSON.stringify(bodyOf('01-checkout-paid'));
		const request = requestOf({ text, headers: sign(text, secret, now) });
		expect((await receive(stripe, request, connectionOf({ settings: { mode } }))).kind).toBe(kind);
	});

	test.each([
		['amount_total', -1],
		['amount_total', 49.5],
		['amount_total', 1e30],
		['amount_total', '4900'],
		['currency', 'euro'],
		['id', 'x'.repeat(201)],
	])('with %s = %s is malformed', async (field, value) => {
		const event = bodyOf('01-checkout-paid');
		event.data.object[field] = value;
		expect((await read(event)).kind).toBe('malformed');
	});

	test.each([0, -1, 1e15, 'soon', null])('of the time %s is malformed', async (created) => {
		expect((await read({ ...bodyOf('01-checkout-paid'), created })).kind).toBe('malformed');
	});

	test("another provider's payload, rightly signed, makes no event", async () => {
		expect((await read({ triggerEvent: 'BOOKING_CREATED', payload: {} })).kind).toBe('malformed');
	});
});
