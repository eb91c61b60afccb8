import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { Subscriptions, VendorSubscription } from '../setup.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { PLATFORM } from './api.ts';
import { ProviderId } from './schema.ts';

const SUBSCRIPTIONS = `${PLATFORM}/restapi/v1.0/subscription`;
const NAME = 'events';
const LIFE_SECONDS = 7 * 24 * 60 * 60;
/** A day's outage on either side costs nothing. */
const RENEW_AHEAD_MS = 4 * 24 * 60 * 60 * 1_000;

const CALLS = '/restapi/v1.0/account/~/extension/~/telephony/sessions';

const filters = [
	CALLS,
	'/restapi/v1.0/account/~/extension/~/message-store/instant?type=SMS',
	'/restapi/v1.0/account/~/extension/~/message-store',
	'/restapi/v1.0/account/~/extension/~/voicemail',
];

/** https://developers.ringcentral.com/api-reference/Subscriptions/createSubscription */
const Held = z.object({
	id: ProviderId,
	status: z.string(),
	eventFilters: z.array(z.string()),
	disabledFilters: z
		.array(z.object({ filter: z.string(), reason: z.string().nullish() }))
		.nullish()
		.catch(undefined),
	expirationTime: z.string().nullish(),
	deliveryMode: z.object({ transportType: z.string(), address: z.string().nullish() }),
	blacklistedData: z.object({ reason: z.string().nullish() }).nullish().catch(undefined),
});

type Held = z.infer<typeof Held>;

/** One subscription tells of everything; it ends by itself, and one that was blacklisted never comes back. */
export const subscriptions: Subscriptions = {
	wanted: () => [NAME],
	oldPaths: ['/api/webhooks/ringcentral/sms', '/api/webhooks/ringcentral/call'],
	renewAheadMs: RENEW_AHEAD_MS,
	async list({ ask }) {
		const asked = await ask({ url: SUBSCRIPTIONS, schema: z.object({ records: z.array(z.unknown()) }) });
		return mapAsked(asked, ({ records }) =>
			records
				.flatMap((record) => Held.safeParse(record).data ?? [])
				.filter(({ deliveryMode }) => deliveryMode.transportType === 'WebHook')
				.map(toSubscription),
		);
	},
	async create(_name, tools) {
		const made = await send('POST', SUBSCRIPTIONS, tools, wanted(tools));
		return mapAsked(made, (subscription) => ({ subscription }));
	},
	update: ({ vendorId }, tools) => send('PUT', urlOf(vendorId), tools, wanted(tools)),
	renew: ({ vendorId }, tools) => send('POST', `${urlOf(vendorId)}/renew`, tools),
	remove: ({ vendorId }, { ask }) => ask({ method: 'DELETE', url: urlOf(vendorId), schema: z.unknown() }),
};

function wanted({ connection, hookUrl }: VendorTools) {
	const verificationToken = connection.secrets.secret ?? '';
	const deliveryMode = { transportType: 'WebHook', address: hookUrl, verificationToken };
	return { eventFilters: filters, deliveryMode, expiresIn: LIFE_SECONDS };
}

function urlOf(vendorId: string): string {
	return `${SUBSCRIPTIONS}/${encodeURIComponent(vendorId)}`;
}

/** RingCentral takes what the app has no permission for out of the subscription, and calls that a success. */
async function send(
	method: 'POST' | 'PUT',
	url: string,
	{ ask }: VendorTools,
	json?: object,
): Promise<Asked<VendorSubscription>> {
	const asked = await ask({ method, url, schema: Held, ...(json && { json }) });
	if (asked.kind !== 'read') return asked;
	const off = missingOf(asked.value);
	if (!off.includes(CALLS)) return { kind: 'read', value: toSubscription(asked.value) };
	const said = asked.value.disabledFilters?.find(({ filter }) => general(filter) === CALLS)?.reason;
	const code = /^[\w-]{1,60}$/.exec(said ?? '')?.[0];
	const reason = `RingCentral tells this app of no calls${code ? ` (${code})` : ''}: it needs the permission Call Control.`;
	return { kind: 'forbidden', reason };
}

function toSubscription(held: Held): VendorSubscription {
	const expiresAt = Date.parse(held.expirationTime ?? '');
	return {
		vendorId: held.id,
		name: NAME,
		address: held.deliveryMode.address ?? '',
		...stateOf(held),
		...(Number.isFinite(expiresAt) && { expiresAt }),
	};
}

function stateOf(held: Held): Pick<VendorSubscription, 'state' | 'reason'> {
	const status = held.status.toLowerCase();
	const told = held.blacklistedData?.reason;
	if (status === 'blacklisted') return { state: 'unusable', ...(told && { reason: told.slice(0, 300) }) };
	if (status !== 'active') return { state: 'inactive', reason: held.status.slice(0, 50) };
	// What was refused before will be refused again, so only what was never asked for is worth another try.
	const asked = [...held.eventFilters, ...(held.disabledFilters ?? []).map(({ filter }) => filter)].map(
		general,
	);
	const missing = missingOf(held);
	const isWhole = filters.every((filter) => asked.includes(filter)) && !missing.includes(CALLS);
	if (!isWhole) return { state: 'inactive', reason: 'It does not tell of everything.' };
	return {
		state: 'active',
		...(missing.length > 0 && { reason: `It does not tell of: ${missing.join(', ')}` }),
	};
}

function missingOf({ eventFilters, disabledFilters }: Held): string[] {
	const off = new Set((disabledFilters ?? []).map(({ filter }) => general(filter)));
	const on = new Set(eventFilters.map(general));
	return filters.filter((filter) => off.has(filter) || !on.has(filter));
}

/** Answers name account and extension by their ids. */
function general(filter: string): string {
	return filter.replace(/\/account\/[^/]+/, '/account/~').replace(/\/extension\/[^/]+/, '/extension/~');
}
