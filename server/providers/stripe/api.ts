/** https://docs.stripe.com/api */
export const API = 'https://api.stripe.com/v1';

/** What of Stripe is read. */
export const eventTypes = [
	'checkout.session.completed',
	'checkout.session.async_payment_succeeded',
	'checkout.session.async_payment_failed',
	'invoice.paid',
	'invoice.payment_failed',
];

/** A secret key or a restricted one. */
export function authorization({ apiKey }: Record<string, string>) {
	return apiKey?.trim() ? { name: 'authorization', value: `Bearer ${apiKey.trim()}` } : undefined;
}
