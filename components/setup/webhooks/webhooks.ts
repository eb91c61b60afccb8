import type { AddOutgoingWebhook, OutgoingWebhookView } from '../../../lib/contract/index.ts';
import type { Trouble } from '../../ui/problem.tsx';

/** What a test event came to. */
export interface WebhookTest {
	webhookId: string;
	accepted: boolean;
	/** The server's words, e.g. `answered 404`. */
	found: string;
	ms: number;
}

/** The secret of one just added: it is shown this once. */
export interface WebhookSecret {
	webhookId: string;
	secret: string;
}

export interface WebhookActions {
	add(entry: AddOutgoingWebhook): void;
	setEnabled(webhookId: string, enabled: boolean): void;
	test(webhookId: string): void;
	remove(webhookId: string): void;
	copy(text: string): void;
}

export interface WebhooksProps {
	/** Undefined until the server has answered. */
	webhooks: readonly OutgoingWebhookView[] | undefined;
	secret: WebhookSecret | undefined;
	test: WebhookTest | undefined;
	trouble: Trouble | undefined;
	now: number;
	isBusy: boolean;
	actions: WebhookActions;
}
