import { UnassignedCall } from '../../../lib/contract/after-call.ts';
import { toInstant } from '../../clock.ts';
import type { InboxRow } from '../../store/ports.ts';

/** A row of the inbox as devices see it. */
export function unassignedView({ json, callId, state, changedAt }: InboxRow): UnassignedCall {
	const rest: unknown = JSON.parse(json);
	return UnassignedCall.parse({
		suggestions: [],
		...Object(rest),
		callId,
		state,
		changedAt: toInstant(changedAt),
	});
}
