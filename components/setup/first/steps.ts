import type { ConnectionView, Role } from '../../../lib/contract/index.ts';
import type { ProviderCard } from '../../../lib/contract/setup.ts';
import { phonesToSignIn } from '../phone/phones.ts';

export type FirstStep = 'pair' | 'site' | 'leads' | 'phone' | 'ring';

/** The way to the first ring, in order; leads are an admin's to bring. */
export function firstSteps(role: Role | undefined): readonly FirstStep[] {
	return role === 'admin' ? ['pair', 'site', 'leads', 'phone', 'ring'] : ['pair', 'site', 'phone', 'ring'];
}

interface Facts {
	isPaired: boolean;
	role: Role | undefined;
	/** Match patterns that the browser allows. */
	sites: readonly string[];
	/** How many leads the team has. */
	leadCount: number;
	/** She goes on without leads. */
	isLeadsSkipped: boolean;
	/** Undefined while the server has not said. */
	providers: readonly ProviderCard[] | undefined;
	connections: readonly ConnectionView[] | undefined;
	/** A card has been seen in a tab in front, a test's included. */
	hasPainted: boolean;
}

/** Steps that are done, each seen for itself. */
export function doneSteps(facts: Facts): Set<FirstStep> {
	const { isPaired, role, providers, connections } = facts;
	const isDone: Record<FirstStep, boolean> = {
		pair: isPaired,
		site: facts.sites.length > 0,
		leads: isPaired && (facts.leadCount > 0 || facts.isLeadsSkipped),
		phone: isPaired && hasPhone(role, providers, connections),
		ring: isPaired && facts.hasPainted,
	};
	return new Set(firstSteps(role).filter((step) => isDone[step]));
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
