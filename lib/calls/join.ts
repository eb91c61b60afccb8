import { type Call, callOf } from './call.ts';
import { describeCall } from './describe.ts';
import type { Leg } from './leg.ts';
import { readTime } from './stamp.ts';
import type { View } from './types.ts';

/** One card: the calls that are one, under the id of the one that was told of first. */
export interface JoinedCall extends Call {
	/** Every `callId` it is known by, its own among them, sorted. */
	callIds: string[];
}

const WITHIN_MS = 60_000;
// Two clocks of one vendor need not agree to the second.
const SKEW_MS = 5_000;

/**
 * Joins calls that name each other (`sameAs`) and rings that came before their call had an id (`provisional`) with the
 * first call of the same numbers within a minute. A function of the set: order and repeats do not matter.
 */
export function joinCalls(calls: readonly Call[]): JoinedCall[] {
	// Nearly every list holds no such call, and working out each start would cost a ring its blink.
	if (!calls.some((call) => isProvisional(call) || namedBy(call).length > 0)) return calls.map(alone);
	const byId = new Map(calls.map((call) => [call.callId, call]));
	const starts = new Map([...byId].map(([callId, call]) => [callId, startOf(call)]));
	const byStart = (a: Call, b: Call) =>
		(starts.get(a.callId) ?? 0) - (starts.get(b.callId) ?? 0) || (a.callId < b.callId ? -1 : 1);
	const all = [...byId.values()].sort(byStart);
	const leader = new Map(all.map((call) => [call.callId, call.callId]));
	const find = (id: string): string => {
		const next = leader.get(id);
		return next === undefined || next === id ? id : find(next);
	};
	const rank = new Map(all.map((call, index) => [call.callId, index]));
	const unite = (a: string, b: string) => {
		const [one, other] = [find(a), find(b)];
		if (one === other || !rank.has(one) || !rank.has(other)) return;
		const isFirst = (rank.get(one) ?? 0) < (rank.get(other) ?? 0);
		leader.set(isFirst ? other : one, isFirst ? one : other);
	};
	for (const call of all) for (const named of namedBy(call)) unite(call.callId, named);
	const claimed = new Set(all.flatMap(namedBy));
	for (const ring of all.filter(isProvisional)) {
		if (claimed.has(ring.callId)) continue;
		const begun = all.find((call) => isCallOf(ring, call));
		if (begun) unite(ring.callId, begun.callId);
	}
	const groups = Map.groupBy(all, (call) => find(call.callId));
	return [...groups].map(([callId, members]) => merge(callId, members));
}

function alone(call: Call): JoinedCall {
	return { ...call, callIds: [call.callId] };
}

function merge(callId: string, members: Call[]): JoinedCall {
	const isBegun = members.some((member) => !isProvisional(member));
	const legs = members.flatMap((member) =>
		Object.values(member.legs).map((leg): [string, Leg] => [
			`${member.callId}/${leg.legId}`,
			// Its call tells how it goes on; a ring that stays would ring for ever.
			isBegun && isProvisional(member) ? { ...leg, state: 'ended' } : leg,
		]),
	);
	return { callId, callIds: members.map((member) => member.callId).sort(), legs: Object.fromEntries(legs) };
}

function isCallOf(ring: Call, call: Call): boolean {
	if (isProvisional(call)) return false;
	const [a, b] = [describeCall(ring), describeCall(call)];
	const after = startOf(call) - startOf(ring);
	return (
		a.connectionId === b.connectionId &&
		b.direction === 'inbound' &&
		(a.remote.e164 ?? a.remote.raw) === (b.remote.e164 ?? b.remote.raw) &&
		(a.local.e164 ?? a.local.raw) === (b.local.e164 ?? b.local.raw) &&
		after >= -SKEW_MS &&
		after <= WITHIN_MS
	);
}

function isProvisional(call: Call): boolean {
	return Object.values(call.legs).every((leg) => leg.facts.provisional?.value === true);
}

function namedBy(call: Call): string[] {
	return Object.values(call.legs).flatMap((leg) => leg.facts.sameAs?.value ?? []);
}

function startOf(call: Call): number {
	return readTime(describeCall(call).startedAt ?? '');
}

/** Of the `callId`s of one call, the one under which it is talked and recorded; the first where none is yet. */
export function begunCallId(calls: readonly Call[]): string | undefined {
	const begun = calls.filter((call) => !isProvisional(call)).sort((a, b) => startOf(a) - startOf(b));
	return (begun[0] ?? calls[0])?.callId;
}

/** The one call that views of one or several of its `callId`s tell of; undefined without a view. */
export function joinedCallOf(views: readonly View[]): JoinedCall | undefined {
	const byId = Map.groupBy(views, ({ data }) => data.callId);
	return joinCalls([...byId.values()].flatMap((own) => callOf(own) ?? []))[0];
}
