import { mapAsked } from '../pages.ts';
import { isHere } from '../place.ts';
import type { Subscriptions, VendorSubscription } from '../setup.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { API } from './api.ts';
import { Agent, agentPlace, agentPlaces, events, numberPlace, numberPlaces, PhoneNumber } from './places.ts';

/** Assistants tell of calls, numbers of rings; each has room for one address. */
export const subscriptions: Subscriptions = {
	arePlaces: true,
	oldPaths: ['/api/retell/webhook', '/api/retell/debug-webhook'],
	wanted: () => [],
	addressOf,
	async list(tools) {
		const agents = await agentPlaces(tools);
		if (agents.kind !== 'read') return agents;
		const numbers = await numberPlaces(tools);
		return mapAsked(numbers, (places) => [...agents.value, ...places]);
	},
	update: (subscription, tools) => put(subscription, addressOf(subscription.name, tools.hookUrl), tools),
	async remove(subscription, tools, restore) {
		if (!isHere(subscription.address, tools.hookUrl)) return { kind: 'read', value: undefined };
		return put(subscription, restore || null, tools);
	},
};

function addressOf(name: string, hookUrl: string): string {
	return isNumber({ name }) ? `${hookUrl}/inbound` : hookUrl;
}

function isNumber({ name }: Pick<VendorSubscription, 'name'>): boolean {
	return name.startsWith('number ');
}

/** The answer says what stands there now. Of an assistant it is the latest draft that is changed. */
async function put(
	place: VendorSubscription,
	address: string | null,
	{ ask, hookUrl }: VendorTools,
): Promise<Asked<VendorSubscription>> {
	const id = encodeURIComponent(place.vendorId);
	if (isNumber(place)) {
		const json = { inbound_webhook_url: address };
		const url = `${API}/update-phone-number/${id}`;
		return mapAsked(await ask({ method: 'PATCH', url, json, schema: PhoneNumber }), numberPlace);
	}
	// Whoever was there before us gets what Retell sends unasked.
	const json = { webhook_url: address, webhook_events: address === hookUrl ? events : null };
	const url = `${API}/update-agent/${id}`;
	return mapAsked(await ask({ method: 'PATCH', url, json, schema: Agent }), (agent) =>
		agentPlace(agent, hookUrl),
	);
}
