import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { Subscriptions, VendorSubscription } from '../setup.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { API } from './api.ts';
import { choose, isChosen, type PostCall, readPostCall, unchoose } from './post-call.ts';

const NAME = 'post-call';
const WEBHOOKS = `${API}/workspace/webhooks`;
const LABEL = 'Ringside';

const Webhook = z.object({
	webhook_id: z.string().min(1).max(200),
	webhook_url: z.string(),
	is_disabled: z.boolean().default(false),
	is_auto_disabled: z.boolean().default(false),
	auth_type: z.string().nullish(),
	usage: z.array(z.object({ usage_type: z.string() })).nullish(),
});

type Webhook = z.infer<typeof Webhook>;

const Webhooks = z.object({ webhooks: z.array(Webhook) });
const Made = z.object({ webhook_id: z.string().min(1).max(200), webhook_secret: z.string().min(1).max(500) });

/** A webhook of the workspace, and the choice of it for what assistants tell after a call. */
export const subscriptions: Subscriptions = {
	oldPaths: [],
	wanted: () => [NAME],
	async list(tools) {
		const webhooks = await tools.ask({ url: `${WEBHOOKS}?include_usages=true`, schema: Webhooks });
		if (webhooks.kind !== 'read') return webhooks;
		const postCall = await readPostCall(tools);
		return mapAsked(postCall, (chosen) =>
			webhooks.value.webhooks.map((webhook) => subscriptionOf(webhook, chosen, tools)),
		);
	},
	async create(_name, tools) {
		const settings = { auth_type: 'hmac', name: LABEL, webhook_url: tools.hookUrl };
		const made = await tools.ask({ method: 'POST', url: WEBHOOKS, json: { settings }, schema: Made });
		if (made.kind !== 'read') return made;
		const { webhook_id: vendorId, webhook_secret: secret } = made.value;
		// The secret is told this once: whatever comes of the rest, the next round goes on from here.
		const done = await switchOn(vendorId, tools);
		const off: VendorSubscription = { vendorId, name: NAME, address: tools.hookUrl, state: 'inactive' };
		return {
			kind: 'read',
			value: { subscription: done.kind === 'read' ? done.value : off, secrets: { secret } },
		};
	},
	async update({ vendorId, address }, tools) {
		// The address of a webhook cannot be changed, so it is made anew.
		return address === tools.hookUrl ? switchOn(vendorId, tools) : { kind: 'gone' };
	},
	async remove({ vendorId }, tools) {
		const free = await unchoose(vendorId, tools);
		if (free.kind !== 'read') return free;
		return tools.ask({ method: 'DELETE', url: urlOf(vendorId), schema: z.unknown() });
	},
};

function urlOf(vendorId: string): string {
	return `${WEBHOOKS}/${encodeURIComponent(vendorId)}`;
}

/** With retries, which are off at first: what is told while Ringside restarts would be lost. */
async function switchOn(vendorId: string, tools: VendorTools): Promise<Asked<VendorSubscription>> {
	const json = { is_disabled: false, name: LABEL, retry_enabled: true };
	const on = await tools.ask({ method: 'PATCH', url: urlOf(vendorId), json, schema: z.unknown() });
	if (on.kind !== 'read') return on;
	return mapAsked(await choose(vendorId, tools), (choice) => ({
		...{ vendorId, name: NAME, address: tools.hookUrl },
		...(choice === 'chosen' ? { state: 'active' as const } : { state: 'inactive' as const, reason: TAKEN }),
	}));
}

const TAKEN = 'Another webhook is chosen as post-call webhook.';

function subscriptionOf(webhook: Webhook, postCall: PostCall, tools: VendorTools): VendorSubscription {
	const { webhook_id: vendorId, webhook_url: address } = webhook;
	const state = stateOf(webhook, postCall, tools);
	const isTaken = state === 'inactive' && postCall.webhookId !== undefined && postCall.webhookId !== vendorId;
	return { vendorId, name: NAME, address, state, ...(isTaken && { reason: TAKEN }) };
}

function stateOf(
	webhook: Webhook,
	postCall: PostCall,
	{ connection }: VendorTools,
): VendorSubscription['state'] {
	// Its secret was told once, and not to us.
	if (!connection.secrets.secret || (webhook.auth_type ?? 'hmac') !== 'hmac') return 'unusable';
	if (webhook.is_disabled || webhook.is_auto_disabled) return 'inactive';
	// Single assistants may have chosen it while the workspace chose another one.
	const isUsed = webhook.usage?.some(({ usage_type }) => usage_type === 'ConvAI Agent Settings');
	return isUsed || isChosen(postCall, webhook.webhook_id, connection) ? 'active' : 'inactive';
}
