import type { CallData, Direction, EndReason, LegState, Party } from '../contract/index.ts';
import { latest, rankOf, readTime, type Stamp, type Stamped } from './stamp.ts';
import type { View } from './types.ts';

/** Where somebody is reached; one unit, so that a number and an extension of two views are never mixed. */
export type Address = Omit<Party, 'name' | 'email' | 'contactId'>;

/** Facts of which the latest known view wins. */
interface Facts {
	provider: string;
	connectionId: string;
	branchId: string;
	direction: Direction;
	queue: string;
	agentId: string;
	agentName: string;
	agentUserId: string;
	remoteAddress: Address;
	remoteName: string;
	remoteEmail: string;
	remoteContactId: string;
	localAddress: Address;
	localName: string;
	localEmail: string;
	provisional: boolean;
	sameAs: string;
	assistant: boolean;
}

export type LegFacts = { [K in keyof Facts]?: Stamped<Facts[K]> };

/** One ring on one device, merged from any number of views of it. */
export interface Leg {
	legId: string;
	state: LegState;
	startedAt?: string;
	answeredAt?: string;
	endedAt?: string;
	endReason?: EndReason;
	test: boolean;
	facts: LegFacts;
}

/** Surest first: what a leg ended with is the best that any view of it said. */
export const endReasons: readonly EndReason[] = [
	'completed',
	'transferred',
	'answered-elsewhere',
	'voicemail',
	'declined',
	'missed',
	'failed',
];

export function legOf(view: View): Leg {
	const { data } = view;
	const stamp: Stamp = {
		rank: rankOf(data.state),
		sequence: data.providerSequence ?? -1,
		at: readTime(view.time),
	};
	return {
		legId: data.legId,
		state: data.state,
		startedAt: readable(data.startedAt),
		answeredAt: readable(data.answeredAt),
		endedAt: readable(data.endedAt),
		endReason: data.endReason,
		test: data.test ?? false,
		facts: factsOf(data, stamp),
	};
}

/** Commutative, associative and idempotent: a join per field. Both must be views of the same leg. */
export function mergeLegs(a: Leg, b: Leg): Leg {
	return {
		legId: a.legId,
		state: rankOf(a.state) >= rankOf(b.state) ? a.state : b.state,
		startedAt: pickTime(a.startedAt, b.startedAt, 'earliest'),
		answeredAt: pickTime(a.answeredAt, b.answeredAt, 'earliest'),
		endedAt: pickTime(a.endedAt, b.endedAt, 'latest'),
		endReason: surestReason([a.endReason, b.endReason]),
		test: a.test || b.test,
		facts: mergeFacts(a.facts, b.facts),
	};
}

export function surestReason(reasons: (EndReason | undefined)[]): EndReason | undefined {
	return endReasons.find((reason) => reasons.includes(reason));
}

/** The earliest or latest of two ISO times; equal instants written differently are decided by their text. */
export function pickTime(
	a: string | undefined,
	b: string | undefined,
	which: 'earliest' | 'latest',
): string | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	const difference = readTime(a) - readTime(b);
	const aIsFirst = difference === 0 ? a < b : difference < 0;
	return aIsFirst === (which === 'earliest') ? a : b;
}

function readable(iso: string | undefined): string | undefined {
	return iso !== undefined && readTime(iso) >= 0 ? iso : undefined;
}

function factsOf(data: CallData, stamp: Stamp): LegFacts {
	const facts: LegFacts = {};
	const know = <K extends keyof Facts>(name: K, value: Facts[K] | undefined) => {
		if (value !== undefined && value !== '') Object.assign(facts, { [name]: { value, stamp } });
	};
	know('provider', data.provider);
	know('connectionId', data.connectionId);
	know('branchId', data.branchId);
	know('direction', data.direction);
	know('queue', data.queue);
	know('agentId', data.agent?.id);
	know('agentName', data.agent?.name);
	know('agentUserId', data.agent?.userId);
	know('remoteAddress', addressOf(data.remote));
	know('remoteName', data.remote.name);
	know('remoteEmail', data.remote.email);
	know('remoteContactId', data.remote.contactId);
	know('localAddress', addressOf(data.local));
	know('localName', data.local.name);
	know('localEmail', data.local.email);
	know('provisional', data.provisional);
	know('sameAs', data.sameAs);
	know('assistant', data.assistant);
	return facts;
}

/** Undefined where the view tells nothing; keys in one order, so that equal addresses compare as equal. */
function addressOf(party: Party): Address | undefined {
	const { raw, e164, extension, sip, anonymous, internal } = party;
	if (raw === '' && !e164 && !extension && !sip && !anonymous && !internal) return undefined;
	return { raw, e164, extension, sip, anonymous, internal };
}

function mergeFacts(a: LegFacts, b: LegFacts): LegFacts {
	const merged: LegFacts = {};
	for (const name of new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Facts>) {
		Object.assign(merged, { [name]: mergeFact(name, a, b) });
	}
	return merged;
}

function mergeFact(name: keyof Facts, a: LegFacts, b: LegFacts): Stamped<unknown> | undefined {
	const [left, right] = [a[name] as Stamped<unknown> | undefined, b[name] as Stamped<unknown> | undefined];
	if (left && right && (name === 'remoteAddress' || name === 'localAddress')) {
		const hidden = [left, right].map((fact) => (fact.value as Address).anonymous === true);
		// A withheld number gives way to a known one, whichever came later.
		if (hidden[0] !== hidden[1]) return hidden[0] ? right : left;
	}
	return latest(left, right);
}
