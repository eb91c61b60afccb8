import { describeCall, joinedCallOf } from '../../lib/calls/index.ts';
import type { CallRecord } from '../../lib/contract/api.ts';
import { matchCalls } from '../leads/match.ts';
import type { Store } from '../store/ports.ts';

export interface CallFilter {
	state?: 'in-progress' | 'completed' | 'missed';
	/** Digits of a number, a part of a name or company, or of a call's id. */
	q?: string;
}

/** Those of the calls that are looked for, in their order. */
export async function filterCalls(
	workspaceId: string,
	calls: readonly CallRecord[],
	{ state, q }: CallFilter,
	leads: Pick<Store['leads'], 'byKeys' | 'get'>,
): Promise<CallRecord[]> {
	const inState = calls.filter((call) => state === undefined || stateOf(call) === state);
	const wanted = q === undefined ? '' : plain(q);
	if (wanted === '') return inState;
	const names = await leadNames(workspaceId, inState, leads);
	return inState.filter((call) => {
		const texts = [call.callId, ...textsOf(call), ...(names.get(call.callId) ?? [])];
		return texts.some((text) => plain(text).includes(wanted)) || hasNumber(call, wanted);
	});
}

/** A ring that was told of before its call had an id never ends itself: the call that it became does. */
function stateOf({ views }: CallRecord): CallFilter['state'] {
	if (views.length > 0 && views.every(({ data }) => data.provisional)) return undefined;
	const joined = joinedCallOf(views);
	const call = joined && describeCall(joined);
	if (!call) return undefined;
	if (call.state !== 'ended') return 'in-progress';
	return call.missed ? 'missed' : 'completed';
}

function textsOf({ views }: CallRecord): string[] {
	return views.flatMap(({ data: { remote, callId } }) => [
		callId,
		remote.name ?? '',
		remote.email ?? '',
		remote.raw,
	]);
}

/** Spaces and signs between digits do not matter, nor a zero in place of the country. */
function hasNumber({ views }: CallRecord, wanted: string): boolean {
	const digits = wanted.replace(/^\+|[\s()/.-]/g, '').replace(/^0+/, '');
	if (!/^\d{3,}$/.test(digits)) return false;
	return views.some(({ data }) => (data.remote.e164 ?? data.remote.raw).replace(/\D/g, '').includes(digits));
}

/** Call → name and company of whom it is with, as far as that is known. */
async function leadNames(
	workspaceId: string,
	calls: readonly CallRecord[],
	leads: Pick<Store['leads'], 'byKeys' | 'get'>,
): Promise<Map<string, string[]>> {
	const unreported = calls.flatMap(({ matched, views }) => {
		const joined = matched ? undefined : joinedCallOf(views);
		return joined ? [{ call: describeCall(joined), at: views[0]?.time ?? '' }] : [];
	});
	const computed = await matchCalls(workspaceId, unreported, leads);
	const idsOf = (call: CallRecord) =>
		(call.matched ?? computed.get(call.callId))?.matches.map(({ leadId }) => leadId) ?? [];
	const found = await leads.get(workspaceId, [...new Set(calls.flatMap(idsOf))]);
	const texts = new Map(found.map(({ leadId, name, company }) => [leadId, [name, company ?? '']]));
	return new Map(calls.map((call) => [call.callId, idsOf(call).flatMap((id) => texts.get(id) ?? [])]));
}

function plain(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
