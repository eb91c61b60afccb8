import type { Subscriptions, VendorSubscription } from '../providers/setup.ts';
import type { Subscription } from '../store/setup-port.ts';

export interface Situation {
	wanted: readonly string[];
	/** What the vendor says there is. */
	found: readonly VendorSubscription[];
	/** What we knew of them. */
	known: readonly Subscription[];
	hookUrl: string;
	/** Somebody asked for it: webhooks of an older system at another host are adopted too. */
	isRepair: boolean;
	/** ms since 1970. */
	now: number;
}

export type Step =
	| { kind: 'keep' | 'renew' | 'replace' | 'remove'; name: string; subscription: VendorSubscription }
	/** Our address, our secret, switched on. `before`: somebody else's address that stood there, to be put back. */
	| { kind: 'update'; name: string; subscription: VendorSubscription; before?: string }
	| { kind: 'create'; name: string }
	/** The place is somebody else's. */
	| { kind: 'leave'; name: string; subscription: VendorSubscription };

type Rules = Pick<Subscriptions, 'addressOf' | 'arePlaces' | 'oldPaths' | 'renewAheadMs'>;

/** What has to be done so that the vendor sends each wanted webhook here, once, and nobody else loses theirs. */
export function planSubscriptions(situation: Situation, rules: Rules): Step[] {
	const names = rules.arePlaces ? situation.found.map(({ name }) => name) : situation.wanted;
	return [...new Set(names)].flatMap((name) => planOne(name, situation, rules));
}

function planOne(name: string, situation: Situation, rules: Rules): Step[] {
	const address = rules.addressOf?.(name, situation.hookUrl) ?? situation.hookUrl;
	const candidates = situation.found
		.filter((one) => one.name === name)
		.map((subscription) => ({ subscription, rank: rankOf(subscription, address, situation, rules) }))
		.sort((a, b) => a.rank - b.rank || compare(a.subscription.vendorId, b.subscription.vendorId));
	const [best, ...others] = candidates.filter(({ rank }) => rank < STRANGER);
	if (!best) return [planWithout(name, candidates[0]?.subscription, situation, rules)];
	const surplus = others
		.filter(({ subscription }) => leadsHere(subscription.address, address, rules))
		.map(({ subscription }) => ({ kind: 'remove' as const, name, subscription }));
	return [planFor(name, best.subscription, address, situation, rules), ...surplus];
}

function planFor(
	name: string,
	subscription: VendorSubscription,
	address: string,
	{ now, known }: Situation,
	{ renewAheadMs = 0 }: Rules,
): Step {
	const left = subscription.expiresAt === undefined ? Number.POSITIVE_INFINITY : subscription.expiresAt - now;
	if (subscription.state === 'unusable' || left <= 0) return { kind: 'replace', name, subscription };
	if (subscription.address !== address) {
		const before = known.find((one) => one.name === name)?.before;
		return { kind: 'update', name, subscription, ...(before !== undefined && { before }) };
	}
	if (subscription.state === 'inactive') return { kind: 'update', name, subscription };
	return { kind: left < renewAheadMs ? 'renew' : 'keep', name, subscription };
}

/** Nothing there is ours, or of an older system that may be adopted. */
function planWithout(
	name: string,
	taken: VendorSubscription | undefined,
	{ known }: Situation,
	{ arePlaces }: Rules,
): Step {
	if (!arePlaces || !taken) return { kind: 'create', name };
	if (taken.address === '') return { kind: 'update', name, subscription: taken };
	const isAgreed = known.some((one) => one.name === name && one.isPassedOn);
	if (!isAgreed) return { kind: 'leave', name, subscription: taken };
	return { kind: 'update', name, subscription: taken, before: taken.address };
}

const STRANGER = 4;

/** The lower, the better to keep: ours and on, ours, ours under another public address, an older system's. */
function rankOf(
	{ address, state }: VendorSubscription,
	ours: string,
	{ isRepair }: Situation,
	rules: Rules,
): number {
	if (address === ours) return state === 'active' ? 0 : 1;
	if (isOurPath(address, ours)) return 2;
	const isOld = rules.oldPaths.includes(URL.parse(address)?.pathname ?? '');
	return isOld && (isRepair || hostOf(address) === hostOf(ours)) ? 3 : STRANGER;
}

/** The last two parts hold the key that nobody else knows, so the public address may have been another one. */
function isOurPath(address: string, ours: string): boolean {
	const tail = /\/hooks\/.+$/.exec(URL.parse(ours)?.pathname ?? '')?.[0];
	return tail !== undefined && (URL.parse(address)?.pathname.endsWith(tail) ?? false);
}

function leadsHere(address: string, ours: string, { oldPaths }: Rules): boolean {
	if (address === ours || isOurPath(address, ours)) return true;
	const isOld = oldPaths.includes(URL.parse(address)?.pathname ?? '');
	return isOld && hostOf(address) === hostOf(ours);
}

function hostOf(address: string): string | undefined {
	return URL.parse(address)?.host;
}

function compare(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
