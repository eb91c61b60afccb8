import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { HookConnection } from '../provider.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { API } from './api.ts';

const SETTINGS = `${API}/convai/settings`;

/** What the workspace's assistants tell of after a call, and to which of its webhooks. */
const Settings = z.object({
	webhooks: z
		.object({ post_call_webhook_id: z.string().nullish(), events: z.array(z.string()).nullish() })
		.nullish(),
});

export interface PostCall {
	/** Undefined: to none. */
	webhookId?: string;
	events: string[];
}

export async function readPostCall({ ask }: VendorTools): Promise<Asked<PostCall>> {
	return mapAsked(await ask({ url: SETTINGS, schema: Settings }), ({ webhooks }) => {
		const id = webhooks?.post_call_webhook_id;
		return { events: webhooks?.events ?? [], ...(id && { webhookId: id }) };
	});
}

/** Audio comes inline and is kept, so it is only asked for where somebody wanted it. */
function wantedEvents({ settings }: HookConnection): string[] {
	const audio = settings.recordings === 'yes' ? ['audio'] : [];
	return ['transcript', 'call_initiation_failure', ...audio];
}

export function isChosen(postCall: PostCall, webhookId: string, connection: HookConnection): boolean {
	const { events } = postCall;
	return (
		postCall.webhookId === webhookId && wantedEvents(connection).every((event) => events.includes(event))
	);
}

/** Chooses this webhook, unless somebody else's is chosen: that one stays. */
export async function choose(webhookId: string, tools: VendorTools): Promise<Asked<'chosen' | 'taken'>> {
	const before = await readPostCall(tools);
	if (before.kind !== 'read') return before;
	const { webhookId: chosen, events } = before.value;
	if (chosen !== undefined && chosen !== webhookId) return { kind: 'read', value: 'taken' };
	const kept = chosen === webhookId ? events : [];
	const wanted = [...new Set([...kept, ...wantedEvents(tools.connection)])];
	return mapAsked(
		await put({ post_call_webhook_id: webhookId, events: wanted }, tools),
		() => 'chosen' as const,
	);
}

/** So that the webhook can go: nothing may use it then. */
export async function unchoose(webhookId: string, tools: VendorTools): Promise<Asked<unknown>> {
	const before = await readPostCall(tools);
	if (before.kind !== 'read' || before.value.webhookId !== webhookId) return before;
	return put({ post_call_webhook_id: null, events: before.value.events }, tools);
}

function put(webhooks: object, { ask }: VendorTools): Promise<Asked<unknown>> {
	return ask({ method: 'PATCH', url: SETTINGS, json: { webhooks }, schema: z.unknown() });
}
