import type { z } from 'zod';
import { eventOf } from '../event.ts';
import { readJsonBody } from '../json-body.ts';
import { personOf } from '../person.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { CheckoutSession, Envelope, Invoice, type Snapshot } from './schema.ts';

type Result = 'payment.succeeded' | 'payment.failed';

/** One payment as an event told it. */
interface Payment {
	/** Of the object and, where it can be tried again, the attempt: two events may tell of the same. */
	key: string;
	objectId: string;
	amount: number | null | undefined;
	currency: string | null | undefined;
	payer: { name?: string | null; email?: string | null; phone?: string | null };
	description?: string | null;
}

type Read = (object: unknown, event: Snapshot, connection: HookConnection) => Parsed;

const kinds = new Map<string, Read>([
	['checkout.session.completed', reader(CheckoutSession, completedCheckout)],
	['checkout.session.async_payment_succeeded', reader(CheckoutSession, checkout('payment.succeeded'))],
	['checkout.session.async_payment_failed', reader(CheckoutSession, checkout('payment.failed'))],
	['invoice.paid', reader(Invoice, paidInvoice)],
	['invoice.payment_failed', reader(Invoice, failedInvoice)],
]);

/** Told in another way by the events above, or of no payment. */
const ofNoInterest =
	/^(checkout\.session\.expired|(invoice|customer|charge|payment_intent|payment_method|setup_intent|price|product|plan)\.[a-z_.]+)$/;

export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const envelope = readJsonBody(request.body, Envelope);
	return envelope.kind === 'malformed' ? envelope : parseEvent(envelope.value, connection);
}

/** An event as webhooks and the API's list have it. */
export function parseEvent(event: Envelope, connection: HookConnection): Parsed {
	if (event.object === 'v2.core.event') return { kind: 'unsupported', reason: `thin event ${event.type}` };
	const read = kinds.get(event.type);
	if (!read) {
		return { kind: ofNoInterest.test(event.type) ? 'ignored' : 'unsupported', reason: `type ${event.type}` };
	}
	const mode = event.livemode ? 'live' : 'test';
	if (connection.settings.mode && connection.settings.mode !== mode) {
		return { kind: 'ignored', reason: `made in ${mode} mode` };
	}
	return read(event.data.object, event, connection);
}

function reader<T>(
	schema: z.ZodType<T>,
	read: (value: T, event: Snapshot, connection: HookConnection) => Parsed,
): Read {
	return (object, event, connection) => {
		const checked = schema.safeParse(object);
		if (checked.success) return read(checked.data, event, connection);
		const fields = checked.error.issues.map((issue) => issue.path.join('.') || 'object');
		return { kind: 'malformed', reason: `data.object: ${fields.join(', ')}`.slice(0, 300) };
	};
}

function completedCheckout(session: CheckoutSession, event: Snapshot, connection: HookConnection): Parsed {
	if (session.payment_status === 'paid') return checkout('payment.succeeded')(session, event, connection);
	const reason =
		session.payment_status === 'unpaid' ? 'the bank has not answered yet' : 'nothing was to be paid';
	return { kind: 'ignored', reason };
}

function checkout(result: Result) {
	return (session: CheckoutSession, event: Snapshot, connection: HookConnection): Parsed => {
		const { email, name, phone } = session.customer_details ?? {};
		const payment = {
			key: session.id,
			// The first invoice of a subscription tells of the same payment.
			objectId: session.invoice ?? session.id,
			amount: session.amount_total,
			currency: session.currency,
			payer: { name, phone, email: email ?? session.customer_email },
		};
		return paymentEvent(result, payment, event, connection);
	};
}

function paidInvoice(invoice: Invoice, event: Snapshot, connection: HookConnection): Parsed {
	if (invoice.amount_paid === 0) return { kind: 'ignored', reason: 'nothing was to be paid' };
	const payment = paymentOf(invoice, invoice.amount_paid, invoice.id);
	return paymentEvent('payment.succeeded', payment, event, connection);
}

function failedInvoice(invoice: Invoice, event: Snapshot, connection: HookConnection): Parsed {
	const payment = paymentOf(invoice, invoice.amount_due, `${invoice.id}|${invoice.attempt_count}`);
	return paymentEvent('payment.failed', payment, event, connection);
}

function paymentOf(invoice: Invoice, amount: number, key: string): Payment {
	return {
		key,
		objectId: invoice.id,
		amount,
		currency: invoice.currency,
		payer: { name: invoice.customer_name, email: invoice.customer_email, phone: invoice.customer_phone },
		description: invoice.description ?? invoice.number,
	};
}

function paymentEvent(result: Result, payment: Payment, event: Snapshot, connection: HookConnection): Parsed {
	const { amount, currency, payer } = payment;
	if (amount === null || amount === undefined || !currency) {
		return { kind: 'malformed', reason: 'data.object: a payment without amount or currency' };
	}
	const paymentId = `stripe-${payment.objectId}`;
	const data = {
		paymentId,
		provider: 'stripe',
		connectionId: connection.connectionId,
		payer: personOf(payer.phone ?? undefined, connection.region, {
			name: payer.name ?? undefined,
			email: payer.email ?? undefined,
		}),
		amount,
		currency,
		description: payment.description ?? undefined,
	};
	const id = `${event.type}|${payment.key}`;
	return {
		kind: 'events',
		events: [eventOf(connection, result, { id, subject: paymentId, time: event.created, data })],
	};
}
