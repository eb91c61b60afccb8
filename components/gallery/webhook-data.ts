import type { OutgoingWebhookView } from '../../lib/contract/index.ts';
import { ago } from './setup-data.ts';

const MINUTE = 60_000;

const view = (more: Partial<OutgoingWebhookView>): OutgoingWebhookView => ({
	webhookId: 'whk_1',
	name: 'Interview reminders',
	url: 'https://flows.nordlicht.example/webhook/7f3a',
	events: ['booking.*', 'call.ended'],
	state: 'enabled',
	lastAcceptedAt: ago(4 * MINUTE),
	overtaken: { waiting: 0, givenUp: 0 },
	createdAt: ago(9_000 * MINUTE),
	...more,
});

/** Outgoing webhooks in each state. */
export const webhooks: OutgoingWebhookView[] = [
	view({}),
	view({
		webhookId: 'whk_2',
		name: 'n8n, all calls',
		events: ['*'],
		state: 'failing',
		failingSince: ago(30 * MINUTE),
		lastFailure: 'answered 500',
		overtaken: { waiting: 2, givenUp: 1 },
	}),
	view({
		webhookId: 'whk_3',
		name: 'Old statistics',
		state: 'disabled',
		disabledReason: 'gone',
		lastFailure: 'answered 410',
		lastAcceptedAt: undefined,
	}),
	view({
		webhookId: 'whk_4',
		name: 'Payroll',
		events: ['payment.*'],
		state: 'disabled',
		disabledReason: 'by-hand',
	}),
];
