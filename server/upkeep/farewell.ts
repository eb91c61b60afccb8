import type { Subscriptions } from '../providers/setup.ts';
import type { VendorTools } from '../providers/vendor.ts';
import type { Setup, Subscription } from '../store/setup-port.ts';

/** Names of webhooks that the vendor still holds. */
export interface Farewell {
	left: string[];
}

/** Takes our webhooks away at the vendor and puts back what stood in their place. Never rejects for a vendor's answer. */
export async function removeSubscriptions(
	rules: Subscriptions,
	tools: VendorTools,
	{ workspaceId, setup }: { workspaceId: string; setup: Pick<Setup, 'subscriptions' | 'removeSubscription'> },
): Promise<Farewell> {
	const { connectionId } = tools.connection;
	const known = await setup.subscriptions(workspaceId, connectionId);
	const found = await rules.list(tools, known);
	const left: string[] = [];
	for (const row of known.filter(isOurs)) {
		const subscription =
			found.kind === 'read' ? found.value.find((one) => one.vendorId === row.vendorId) : undefined;
		if (found.kind === 'read' && !subscription) continue;
		const gone = subscription && (await rules.remove(subscription, tools, row.before));
		if (gone?.kind === 'read' || gone?.kind === 'gone') {
			await setup.removeSubscription(workspaceId, connectionId, row.name);
		} else left.push(row.name);
	}
	return { left };
}

function isOurs({ state, vendorId }: Subscription): boolean {
	return vendorId !== undefined && state !== 'foreign' && state !== 'missing';
}
