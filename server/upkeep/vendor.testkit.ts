import type { Subscriptions, VendorSubscription } from '../providers/setup.ts';
import type { Asked, VendorTools } from '../providers/vendor.ts';
import type { Setup, Subscription } from '../store/setup-port.ts';

export const OURS = 'https://ringside.example.com/hooks/acme/k3y';
export const OLD_PATH = '/webhook/acme-call';

/** A vendor that holds webhooks in memory. */
export interface VendorModel {
	held: VendorSubscription[];
	asked: string[];
	/** Answers the next request of this kind with something else. */
	failNext?: { kind: string; answer: Asked<never> };
	rules: Subscriptions;
}

export function vendorModel(
	held: VendorSubscription[],
	{ arePlaces = false, wanted = ['calls'] }: { arePlaces?: boolean; wanted?: string[] } = {},
): VendorModel {
	let made = 0;
	const model: VendorModel = { held: [...held], asked: [], rules: {} as Subscriptions };
	const ask = <T>(kind: string, does: () => T): Promise<Asked<T>> => {
		model.asked.push(kind);
		const failing = model.failNext;
		if (failing?.kind === kind) {
			model.failNext = undefined;
			return Promise.resolve(failing.answer);
		}
		return Promise.resolve({ kind: 'read', value: does() });
	};
	const change = (vendorId: string, fields: Partial<VendorSubscription>): VendorSubscription => {
		model.held = model.held.map((one) => (one.vendorId === vendorId ? { ...one, ...fields } : one));
		const changed = model.held.find((one) => one.vendorId === vendorId);
		if (!changed) throw new Error(`The vendor has no ${vendorId}`);
		return changed;
	};
	model.rules = {
		wanted: () => wanted,
		list: () => ask('list', () => model.held),
		...(!arePlaces && {
			create: (name: string, tools: VendorTools) =>
				ask('create', () => {
					made += 1;
					const subscription = {
						vendorId: `made-${made}`,
						name,
						address: tools.hookUrl,
						state: 'active',
					} as const;
					model.held.push(subscription);
					return { subscription };
				}),
		}),
		update: (subscription, tools) =>
			ask('update', () => change(subscription.vendorId, { address: tools.hookUrl, state: 'active' })),
		renew: (subscription, tools) =>
			ask('renew', () => change(subscription.vendorId, { expiresAt: tools.clock.now() + 7 * DAY_MS })),
		remove: (subscription, _tools, restore) =>
			ask('remove', () => {
				if (arePlaces) change(subscription.vendorId, { address: restore ?? '' });
				else model.held = model.held.filter((one) => one.vendorId !== subscription.vendorId);
			}),
		arePlaces,
		oldPaths: [OLD_PATH],
		renewAheadMs: DAY_MS,
	};
	return model;
}

export const DAY_MS = 24 * 60 * 60 * 1_000;

/** Rows in memory, as the store keeps them. */
export function rowsInMemory(): Pick<Setup, 'subscriptions' | 'saveSubscription' | 'removeSubscription'> & {
	rows: Map<string, Subscription>;
} {
	const rows = new Map<string, Subscription>();
	return {
		rows,
		subscriptions: async () => [...rows.values()],
		saveSubscription: async (row) => void rows.set(row.name, row),
		removeSubscription: async (_workspace, _connection, name) => void rows.delete(name),
	};
}

export function toolsAt(now: number, hookUrl = OURS): VendorTools {
	return {
		connection: { connectionId: 'connection-1', secrets: {}, settings: {}, region: 'DE' },
		ask: () => Promise.reject(new Error('The model is asked directly')),
		clock: { now: () => now, monotonic: () => now },
		hookUrl,
	};
}
