import { z } from 'zod';
import generic from '../providers/generic/index.ts';
import type { Provider } from '../providers/provider.ts';
import type { SignIn } from '../providers/setup.ts';

export const VENDOR = 'https://vendor.example';

const same = (text: string) => ({ en: text, de: text, es: text });

/** A provider of tests whose accounts are signed in to. */
export function vendorProvider(change: Partial<SignIn> = {}): Provider {
	return {
		...generic,
		id: 'vendor',
		label: 'Vendor',
		ownedBy: 'user',
		secrets: [{ name: 'secret', label: 'Secret', generatedByUs: true }],
		settings: z.object({ mailbox: z.string().optional() }),
		hosts: ['vendor.example'],
		signIn: {
			authorizeUrl: `${VENDOR}/authorize`,
			tokenUrl: `${VENDOR}/token`,
			revokeUrl: `${VENDOR}/revoke`,
			scopes: [
				{ name: 'calls.read', required: true, why: same('See who calls') },
				{ name: 'messages.read', required: false, why: same('Show messages') },
			],
			pkce: true,
			clientAuthentication: 'basic',
			account: async ({ ask }) => {
				const asked = await ask({
					url: `${VENDOR}/me`,
					schema: z.object({ id: z.string(), label: z.string() }),
				});
				if (asked.kind !== 'read') return asked;
				const { id, label } = asked.value;
				return { kind: 'read', value: { accountId: id, label, settings: { mailbox: label } } };
			},
			...change,
		},
	};
}
