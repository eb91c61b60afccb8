import type { Agent, EndReason, LegState, Party } from '../contract/index.ts';
import type { Call } from './call.ts';
import { type Address, type Leg, type LegFacts, pickTime, surestReason } from './leg.ts';
import { readTime } from './stamp.ts';
import type { CallSummary } from './types.ts';

/** What a call shows, derived from its legs: ringing while one rings, answered while one talks, ended when all have. */
export function describeCall(call: Call): CallSummary {
	const legs = Object.values(call.legs).sort(byImportance);
	const known = <K extends keyof LegFacts>(name: K) =>
		legs.map((leg) => leg.facts[name]).find((fact) => fact !== undefined)?.value as
			| NonNullable<LegFacts[K]>['value']
			| undefined;
	const state = stateOf(legs);
	const direction = known('direction') ?? 'inbound';
	const answeredAt = fold(legs, 'answeredAt', 'earliest');
	const endReason = state === 'ended' ? endReasonOf(legs, answeredAt) : undefined;
	return {
		callId: call.callId,
		provider: known('provider') ?? '',
		connectionId: known('connectionId') ?? '',
		branchId: known('branchId'),
		direction,
		state,
		remote: partyOf(
			legs.map((leg) => leg.facts.remoteAddress?.value),
			{
				name: known('remoteName'),
				email: known('remoteEmail'),
				contactId: known('remoteContactId'),
			},
		),
		local: partyOf(
			legs.map((leg) => leg.facts.localAddress?.value),
			{
				name: known('localName'),
				email: known('localEmail'),
			},
		),
		queue: known('queue'),
		agent: agentOf(known('agentId'), known('agentName'), known('agentUserId')),
		startedAt: fold(legs, 'startedAt', 'earliest'),
		answeredAt,
		endedAt: state === 'ended' ? fold(legs, 'endedAt', 'latest') : undefined,
		endReason,
		missed: direction === 'inbound' && (endReason === 'missed' || endReason === 'voicemail'),
		assistant: known('assistant'),
		test: legs.some((leg) => leg.test),
	};
}

function stateOf(legs: Leg[]): LegState {
	if (legs.some((leg) => leg.state === 'answered')) return 'answered';
	return legs.some((leg) => leg.state === 'ringing') ? 'ringing' : 'ended';
}

/** A leg that was talked on has completed, whatever its siblings say; a missed leg counts only where none was taken. */
function endReasonOf(legs: Leg[], answeredAt: string | undefined): EndReason | undefined {
	const reason = surestReason(legs.map((leg) => leg.endReason));
	const talked = answeredAt !== undefined;
	return talked && reason !== 'transferred' ? 'completed' : reason;
}

/** The leg that talks first, then the ones that ring, newest first; the id decides between equals. */
function byImportance(a: Leg, b: Leg): number {
	const standing = (leg: Leg) =>
		leg.state === 'answered' ? 0 : leg.state === 'ringing' ? 1 : leg.answeredAt !== undefined ? 2 : 3;
	const started = (leg: Leg) => (leg.startedAt === undefined ? -1 : readTime(leg.startedAt));
	return standing(a) - standing(b) || started(b) - started(a) || (a.legId < b.legId ? -1 : 1);
}

function fold(
	legs: Leg[],
	field: 'startedAt' | 'answeredAt' | 'endedAt',
	which: 'earliest' | 'latest',
): string | undefined {
	return legs.reduce<string | undefined>((time, leg) => pickTime(time, leg[field], which), undefined);
}

function partyOf(
	addresses: (Address | undefined)[],
	names: Pick<Party, 'name' | 'email' | 'contactId'>,
): Party {
	const told = addresses.filter((address) => address !== undefined);
	const address = told.find((one) => !one.anonymous) ?? told[0];
	return { ...(address ?? { raw: '' }), ...names };
}

function agentOf(id?: string, name?: string, userId?: string): Agent | undefined {
	return id || name || userId ? { id, name, userId } : undefined;
}
