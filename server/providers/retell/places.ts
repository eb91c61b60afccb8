import { z } from 'zod';
import { mapAsked, readEach, readPages } from '../pages.ts';
import type { VendorSubscription } from '../setup.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { API, nextOf, pageOf } from './api.ts';

/** `transcript_updated` is only sent to who asks for it. */
export const events = ['call_started', 'call_ended', 'call_analyzed', 'transcript_updated'];

const AgentItem = z.object({ agent_id: z.string().min(1).max(200) });

export const Agent = z.object({
	agent_id: z.string().min(1).max(200),
	webhook_url: z.string().nullish(),
	webhook_events: z.array(z.string()).nullish(),
});

export const PhoneNumber = z.object({
	phone_number: z.string().min(1).max(200),
	inbound_webhook_url: z.string().nullish(),
	inbound_agents: z.array(z.unknown()).nullish(),
});

/** The webhook of each assistant that speaks. */
export async function agentPlaces({ ask, hookUrl }: VendorTools): Promise<Asked<VendorSubscription[]>> {
	const listed = await readPages(async (next) => {
		const query = next === undefined ? '' : `?${new URLSearchParams({ pagination_key: next })}`;
		const json = { filter_criteria: { channel: { type: 'string', op: 'eq', value: 'voice' } } };
		const url = `${API}/v2/list-agents${query}`;
		const page = await ask({ method: 'POST', url, json, schema: pageOf(AgentItem) });
		return mapAsked(page, (value) => ({ items: value.items, next: nextOf(value) }));
	});
	if (listed.kind !== 'read') return listed;
	// The list does not tell where an assistant sends to.
	return readEach(listed.value, async ({ agent_id }) => {
		const agent = await ask({ url: `${API}/get-agent/${encodeURIComponent(agent_id)}`, schema: Agent });
		return mapAsked(agent, (value) => agentPlace(value, hookUrl));
	});
}

export function agentPlace(agent: z.infer<typeof Agent>, hookUrl: string): VendorSubscription {
	const address = agent.webhook_url ?? '';
	const isWhole = events.every((event) => agent.webhook_events?.includes(event));
	return {
		vendorId: agent.agent_id,
		name: `assistant ${agent.agent_id}`,
		address,
		state: address === hookUrl && !isWhole ? 'inactive' : 'active',
	};
}

/** The inbound webhook of each number that an assistant answers; at any other our answer would end the call. */
export async function numberPlaces({ ask }: VendorTools): Promise<Asked<VendorSubscription[]>> {
	const listed = await readPages(async (next) => {
		const query = next === undefined ? '' : `?${new URLSearchParams({ pagination_key: next })}`;
		const page = await ask({ url: `${API}/v2/list-phone-numbers${query}`, schema: pageOf(PhoneNumber) });
		return mapAsked(page, (value) => ({ items: value.items, next: nextOf(value) }));
	});
	return mapAsked(listed, (numbers) =>
		numbers.filter(({ inbound_agents }) => (inbound_agents ?? []).length > 0).map(numberPlace),
	);
}

export function numberPlace(number: z.infer<typeof PhoneNumber>): VendorSubscription {
	return {
		vendorId: number.phone_number,
		name: `number ${number.phone_number}`,
		address: number.inbound_webhook_url ?? '',
		state: 'active',
	};
}
