import type { ConnectionView, Role } from '../../../lib/contract/index.ts';
import type { ProviderCard } from '../../../lib/contract/setup.ts';
import { phonesToSignIn } from '../phone/phones.ts';

/** The way to the first ring, in order. */
export const firstSteps = ['pair', 'site', 'phone', 'ring'] as const;
export type FirstStep = (typeof firstSteps)[number];

interface Facts {
	isPaired: boolean;
	role: Role | undefined;
	/** Match patterns that the browser allows. */
	sites: readonly string[];
	/** Undefined while the server has not said. */
	providers: readonly ProviderCard[] | undefined;
	connections: readonly ConnectionView[] | undefined;
	/** A call has shown in this browser, a test ring included. */
	hasRung: boolean;
}

/** Steps that are done, each seen for itself. */
export function doneSteps({ isPaired, role, sites, providers, connections, hasRung }: Facts): Set<FirstStep> {
	const isDone: Record<FirstStep, boolean> = {
		pair: isPaired,
		site: sites.length > 0,
		phone: isPaired && hasPhone(role, providers, connections),
		ring: isPaired && hasRung,
	};
	return new Set(firstSteps.filter((step) => isDone[step]));
}

/** A member where there is nothing to sign in to has nothing to do: an admin connects the phones for all. */
function hasPhone(
	role: Facts['role'],
	providers: Facts['providers'],
	connections: Facts['connections'] = [],
): boolean {
	if (connections.some(({ state, signIn }) => state !== 'removed' && signIn?.state !== 'needed')) return true;
	return role !== 'admin' && providers !== undefined && phonesToSignIn(providers).length === 0;
}
