import type {
	AddOutgoingWebhook,
	ChangeOutgoingWebhook,
	OutgoingWebhookView,
} from '../../lib/contract/outgoing-webhook.ts';
import { type Clock, toInstant } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { type BlockedReason, checkTarget, type TargetRules } from '../outgoing/target.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { seal } from '../secrets/sealing.ts';
import type { OutgoingWebhook, Store } from '../store/ports.ts';
import { type SendDeps, type Sent, send } from './send.ts';
import { makeSecret } from './signature.ts';

export interface WebhookDeps {
	store: Pick<Store, 'outgoingWebhooks'>;
	clock: Clock;
	ids: Ids;
	keys: SealingKeys;
	targetRules: TargetRules;
}

export type WrongAddress = { kind: 'blocked'; reason: BlockedReason } | { kind: 'unresolved' };

export type AddedWebhook =
	/** `secret` is shown this once. */
	{ kind: 'added'; webhook: OutgoingWebhook; secret: string } | WrongAddress | { kind: 'too-many' };

export type ChangedWebhook =
	| { kind: 'changed'; webhook: OutgoingWebhook }
	| WrongAddress
	| { kind: 'unknown' };

export type TestedWebhook = { kind: 'tested'; sent: Sent; ms: number } | { kind: 'unknown' };

export const MOST_WEBHOOKS = 20;

/** What stands in a problem or a line of the command, and how to mend it. */
export const addressWords: Record<BlockedReason | 'unresolved', string> = {
	'not-a-url': 'It is no address; an example: https://flows.example.com/webhook/1',
	'not-https':
		'It must begin with https://; in your own network, name its host:port in RINGSIDE_ALLOWED_INTERNAL.',
	'credentials-in-url': 'It must hold no user name or password.',
	'internal-address':
		'It leads into an internal network; if that is meant, name its host:port in RINGSIDE_ALLOWED_INTERNAL.',
	unresolved: 'Its name cannot be found; check how it is spelled.',
};

/** Makes a webhook for the events after now. */
export async function addWebhook(
	wanted: AddOutgoingWebhook & { workspaceId: string },
	{ store, clock, ids, keys, targetRules }: WebhookDeps,
): Promise<AddedWebhook> {
	const target = await checkTarget(wanted.url, targetRules);
	if (target.kind !== 'allowed') return target;
	const { workspaceId, url, events, name = target.url.hostname } = wanted;
	const secret = makeSecret(ids);
	const webhookId = ids.make('webhook');
	const sealedSecret = seal(secret, keys[0]);
	const created = { webhookId, workspaceId, name, url, events, sealedSecret, createdAt: clock.now() };
	if (!(await store.outgoingWebhooks.create(created, MOST_WEBHOOKS))) return { kind: 'too-many' };
	const webhook: OutgoingWebhook = { ...created, state: 'enabled', cursorSeq: 0, attempt: 0, overtaken: [] };
	return { kind: 'added', webhook: (await find(workspaceId, webhookId, store)) ?? webhook, secret };
}

/** Changes what is named; a new address is checked as at the start. */
export async function changeWebhook(
	workspaceId: string,
	webhookId: string,
	{ enabled, ...change }: ChangeOutgoingWebhook,
	{ store, clock, targetRules }: Pick<WebhookDeps, 'store' | 'clock' | 'targetRules'>,
): Promise<ChangedWebhook> {
	if (!(await find(workspaceId, webhookId, store))) return { kind: 'unknown' };
	const target = change.url === undefined ? undefined : await checkTarget(change.url, targetRules);
	if (target && target.kind !== 'allowed') return target;
	const state = enabled === undefined ? undefined : enabled ? 'enabled' : 'disabled';
	await store.outgoingWebhooks.update(workspaceId, webhookId, { ...change, state }, clock.now());
	const webhook = await find(workspaceId, webhookId, store);
	return webhook ? { kind: 'changed', webhook } : { kind: 'unknown' };
}

/** Sends a signed event of type `ringside.webhook.test` now, once, past the log. */
export async function testWebhook(
	workspaceId: string,
	webhookId: string,
	deps: SendDeps & Pick<WebhookDeps, 'store' | 'ids'>,
): Promise<TestedWebhook> {
	const webhook = await find(workspaceId, webhookId, deps.store);
	if (!webhook) return { kind: 'unknown' };
	const id = `test_${deps.ids.secret(12)}`;
	const event = {
		specversion: '1.0',
		id,
		source: `/outgoing-webhooks/${webhookId}`,
		type: 'ringside.webhook.test',
		subject: webhookId,
		time: toInstant(deps.clock.now()),
		data: { name: webhook.name },
	};
	const begun = deps.clock.monotonic();
	const sent = await send(webhook, { id, body: JSON.stringify(event) }, deps);
	return { kind: 'tested', sent, ms: Math.round(deps.clock.monotonic() - begun) };
}

/** What came back, in plain words. */
export function wordsOf(sent: Sent): string {
	if (sent.kind === 'accepted') return `answered ${sent.status}`;
	return sent.kind === 'gone' ? 'answered 410' : sent.reason;
}

/** As admins see it: everything but the secret. */
export function webhookView(webhook: OutgoingWebhook): OutgoingWebhookView {
	const { webhookId, name, url, events, state, disabledReason, lastFailure, overtaken } = webhook;
	const instant = (ms: number | undefined) => (ms === undefined ? undefined : toInstant(ms));
	const givenUp = overtaken.filter(({ dueAt }) => dueAt === undefined).length;
	return {
		...{ webhookId, name, url, events, disabledReason, lastFailure },
		state: state === 'enabled' && webhook.failingSince !== undefined ? 'failing' : state,
		failingSince: instant(webhook.failingSince),
		lastAcceptedAt: instant(webhook.lastAcceptedAt),
		overtaken: { waiting: overtaken.length - givenUp, givenUp },
		createdAt: toInstant(webhook.createdAt),
	};
}

async function find(workspaceId: string, webhookId: string, { outgoingWebhooks }: WebhookDeps['store']) {
	const all = await outgoingWebhooks.list(workspaceId);
	return all.find((one) => one.webhookId === webhookId);
}
