import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { Subscriptions, VendorSubscription } from '../setup.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { API } from './api.ts';

const WEBHOOKS = `${API}/webhooks`;
/** As many as Webex gives at once; a person has few. */
const MOST = 100;

/** https://developer.webex.com/docs/api/v1/webhooks */
const Webhook = z.object({
	id: z.string().min(1).max(500),
	targetUrl: z.string().max(2_000),
	resource: z.string(),
	event: z.string(),
	filter: z.string().nullish(),
	secret: z.string().nullish(),
	status: z.string().nullish(),
});

type Webhook = z.infer<typeof Webhook>;

/** What Webex calls what we want. Recordings change after they are made, which is of no interest. */
const kinds = {
	calls: { resource: 'telephony_calls', event: 'all' },
	recordings: { resource: 'convergedRecordings', event: 'created' },
} as const;

type Kind = keyof typeof kinds;

const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);

/** Webex keeps a webhook for ever, switches it off without a word when its address fails, and allows any number of them. */
export const subscriptions: Subscriptions = {
	wanted: () => Object.keys(kinds),
	oldPaths: ['/webhook/webex-incoming-call', '/webhook/webex-recording'],
	async list(tools) {
		const asked = await tools.ask({
			url: `${WEBHOOKS}?max=${MOST}`,
			schema: z.object({ items: z.array(Webhook) }),
		});
		return mapAsked(asked, ({ items }) => items.flatMap((item) => toSubscription(item, tools)));
	},
	async create(name, tools) {
		if (!isKind(name)) throw new Error(`Webex has no webhook ${name}`);
		const json = { ...ours(name, tools), ...kinds[name] };
		const asked = await tools.ask({ method: 'POST', url: WEBHOOKS, json, schema: Webhook });
		const read = readOne(asked, tools);
		return mapAsked(read, (subscription) => ({ subscription }));
	},
	async update({ vendorId, name }, tools) {
		const json = { ...ours(name, tools), status: 'active' };
		return readOne(await tools.ask({ method: 'PUT', url: urlOf(vendorId), json, schema: Webhook }), tools);
	},
	remove: ({ vendorId }, { ask }) => ask({ method: 'DELETE', url: urlOf(vendorId), schema: z.unknown() }),
};

function ours(name: string, { connection, hookUrl }: VendorTools) {
	return { name: `Ringside ${name}`, targetUrl: hookUrl, secret: connection.secrets.secret ?? '' };
}

function urlOf(vendorId: string): string {
	return `${WEBHOOKS}/${encodeURIComponent(vendorId)}`;
}

function readOne(asked: Asked<Webhook>, tools: VendorTools): Asked<VendorSubscription> {
	if (asked.kind !== 'read') return asked;
	const [value] = toSubscription(asked.value, tools);
	return value ? { kind: 'read', value } : { kind: 'unexpected', reason: 'Webex made another webhook.' };
}

/** None for a webhook on something else. */
function toSubscription(webhook: Webhook, tools: VendorTools): VendorSubscription[] {
	const { id, targetUrl, resource } = webhook;
	const name = Object.keys(kinds)
		.filter(isKind)
		.find((kind) => kinds[kind].resource === resource);
	return name ? [{ vendorId: id, name, address: targetUrl, ...stateOf(name, webhook, tools) }] : [];
}

function stateOf(
	name: Kind,
	{ event, filter, status, secret }: Webhook,
	{ connection }: VendorTools,
): Pick<VendorSubscription, 'state' | 'reason'> {
	const isEnough = event === 'all' || event === kinds[name].event;
	// What it tells of cannot be changed afterwards.
	if (!isEnough || filter) return { state: 'unusable', reason: 'It does not tell of everything.' };
	if (status && status !== 'active') return { state: 'inactive', reason: status };
	const isSigned = secret === undefined || secret === null || secret === connection.secrets.secret;
	return isSigned ? { state: 'active' } : { state: 'inactive', reason: 'It has another secret.' };
}
