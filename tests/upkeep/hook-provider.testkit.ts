import { z } from 'zod';
import generic from '../../server/providers/generic/index.ts';
import type { Provider } from '../../server/providers/provider.ts';
import type { Subscriptions, VendorSubscription } from '../../server/providers/setup.ts';
import type { VendorTools } from '../../server/providers/vendor.ts';

const LOGIN = 'https://login.vendor.example';
const HOOKS = 'https://api.vendor.example/hooks';

const same = (text: string) => ({ en: text, de: text, es: text });

const Held = z
	.object({ id: z.string(), name: z.string(), address: z.string(), state: z.literal('active') })
	.transform(({ id, ...rest }): VendorSubscription => ({ vendorId: id, ...rest }));

const subscriptions: Subscriptions = {
	wanted: () => ['calls'],
	async list({ ask }) {
		const asked = await ask({ url: HOOKS, schema: z.object({ hooks: z.array(Held) }) });
		return asked.kind === 'read' ? { kind: 'read', value: asked.value.hooks } : asked;
	},
	async create(name, { ask, hookUrl, connection }: VendorTools) {
		const json = { name, address: hookUrl, secret: connection.secrets.secret };
		const asked = await ask({ method: 'POST', url: HOOKS, json, schema: Held });
		return asked.kind === 'read' ? { kind: 'read', value: { subscription: asked.value } } : asked;
	},
	remove: ({ vendorId }, { ask }) =>
		ask({ method: 'DELETE', url: `${HOOKS}/${vendorId}`, schema: z.unknown() }),
	oldPaths: [],
};

/** The manifest of a `HookVendor`; its events are those of the generic provider. */
export const hookProvider: Provider = {
	...generic,
	id: 'vendor',
	label: 'Vendor',
	ownedBy: 'user',
	secrets: [{ name: 'secret', label: 'Secret', generatedByUs: true }],
	settings: z.object({}),
	hosts: ['login.vendor.example', 'api.vendor.example'],
	signIn: {
		authorizeUrl: `${LOGIN}/authorize`,
		tokenUrl: `${LOGIN}/token`,
		revokeUrl: `${LOGIN}/revoke`,
		scopes: [{ name: 'calls.read', required: true, why: same('See who calls') }],
		pkce: true,
		clientAuthentication: 'basic',
		async account({ ask }) {
			const schema = z.object({ id: z.string(), label: z.string() });
			const asked = await ask({ url: `${LOGIN}/me`, schema });
			if (asked.kind !== 'read') return asked;
			return { kind: 'read', value: { accountId: asked.value.id, label: asked.value.label } };
		},
	},
	subscriptions,
};
