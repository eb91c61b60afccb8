import { describeCall } from '../calls/index.ts';
import type { StoredCall } from '../history/stored-call.ts';
import { exactKey, partyKeys } from '../phone/index.ts';

/** The lead that a person chose for this call, here or on another device, else the one chosen earlier for its number. */
export function chosenLead(
	{ choice, matched, call }: StoredCall,
	chosenFor: (key: string) => string | undefined,
): string | undefined {
	const reported = matched?.chosen ? matched : undefined;
	if (choice && !(reported && Date.parse(reported.at) > choice.at)) return choice.leadId;
	// Several at once is how "undecided again" is reported.
	if (reported) return reported.matches.length === 1 ? reported.matches[0]?.leadId : undefined;
	const key = choiceKey(call);
	return key === undefined ? undefined : chosenFor(key);
}

/** What a choice is remembered under; none for callers without a number. */
export function choiceKey(call: StoredCall['call']): string | undefined {
	const { remote } = describeCall(call);
	return remote.e164 ? exactKey(remote.e164) : partyKeys(remote)[0]?.key;
}

/** Leads to load although nothing of the number may point to them. */
export function leadIdsOf(call: StoredCall, chosenFor: (key: string) => string | undefined): string[] {
	const chosen = chosenLead(call, chosenFor);
	return chosen === undefined ? [] : [chosen];
}
