import { createHmac } from 'node:crypto';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { SIGNATURE_HEADER } from './verify.ts';

type Json = Record<string, unknown>;

/** Scenario name → requests signed as Stripe signs them. */
export const scenarios: Provider['scenarios'] = {
	payment: (input) => [send(input, 0, 'checkout.session.completed', session(input, 'paid'))],
	delayed: (input) => [
		send(input, 0, 'checkout.session.completed', session(input, 'unpaid')),
		send(input, 5_000, 'checkout.session.async_payment_succeeded', session(input, 'paid')),
	],
	failed: (input) => [
		send(input, 0, 'checkout.session.completed', session(input, 'unpaid')),
		send(input, 5_000, 'checkout.session.async_payment_failed', session(input, 'unpaid')),
	],
	invoice: (input) => [
		send(input, 0, 'invoice.payment_failed', invoice(input, 1)),
		send(input, 5_000, 'invoice.paid', invoice(input, 2)),
	],
};

const EMAIL = 'mira.sand@example.com';
const NAME = 'Mira Sand';

function session(input: SimulationInput, payment_status: 'paid' | 'unpaid'): Json {
	return {
		id: `cs_${input.runId}`,
		object: 'checkout.session',
		mode: 'payment',
		status: 'complete',
		payment_status,
		amount_total: 4_900,
		currency: 'eur',
		customer_details: { email: EMAIL, name: input.name ?? NAME, phone: input.from ?? null },
		customer_email: null,
		livemode: false,
	};
}

function invoice(input: SimulationInput, attempt: number): Json {
	const paid = attempt > 1;
	return {
		id: `in_${input.runId}`,
		object: 'invoice',
		status: paid ? 'paid' : 'open',
		currency: 'eur',
		amount_due: 12_000,
		amount_paid: paid ? 12_000 : 0,
		attempt_count: attempt,
		number: 'RS-0001',
		description: null,
		customer_email: EMAIL,
		customer_name: input.name ?? NAME,
		customer_phone: input.from ?? null,
		livemode: false,
	};
}

function send(input: SimulationInput, afterMs: number, type: string, object: Json): SimulatedRequest {
	const signedAt = Math.floor((input.startAt + afterMs) / 1000);
	const event = {
		id: `evt_${input.runId}_${type}`,
		object: 'event',
		created: signedAt,
		type,
		livemode: false,
		data: { object },
	};
	// Stripe indents what it sends.
	const body = Buffer.from(JSON.stringify(event, null, 2));
	const signature = createHmac('sha256', input.secrets.secret ?? '')
		.update(`${signedAt}.`)
		.update(body)
		.digest('hex');
	return {
		afterMs,
		headers: {
			'content-type': 'application/json; charset=utf-8',
			[SIGNATURE_HEADER]: `t=${signedAt},v1=${signature}`,
		},
		body,
	};
}
