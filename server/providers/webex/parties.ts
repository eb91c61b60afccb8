import type { Party } from '../../../lib/contract/call.ts';
import { readParty } from '../../../lib/phone/index.ts';
import type { TelephonyCall } from './schema.ts';

const colleague = new Set(['location', 'organization']);
const queueReasons = new Set(['callQueue', 'huntGroup']);

/** Two blanks on both sides are how Webex sets a queue's name before the caller's. */
const QUEUE_PREFIX = /^.*? {2}- {2}(?=\S)/;

/** The other side. A number that was withheld is not shown, even where a name came along. */
export function remoteOf(call: TelephonyCall, region: string): Party {
	const remote = call.remoteParty ?? {};
	const internal = colleague.has(remote.callType ?? '') || undefined;
	if (remote.privacyEnabled) return readParty(undefined, region, { anonymous: true, internal });
	const name = remote.name ? withoutQueue(remote.name, queueOf(call)) : undefined;
	const number = remote.number ?? undefined;
	// A colleague or a named workspace without a number has not withheld it.
	if (!number && (name || internal)) return { raw: '', ...named(name), ...(internal && { internal }) };
	return readParty(number, region, { name, internal });
}

/** The queue or hunt group that passed the call on; told while it rings, and missing afterwards. */
export function queueOf(call: TelephonyCall): string | undefined {
	const redirection = call.redirections?.find((one) => queueReasons.has(one.reason ?? ''));
	return redirection?.redirectingParty?.name?.slice(0, MAX_TEXT) || undefined;
}

const MAX_TEXT = 500;

function named(name: string | undefined): Pick<Party, 'name'> {
	return name ? { name: name.slice(0, MAX_TEXT) } : {};
}

function withoutQueue(name: string, queue: string | undefined): string {
	if (queue && name.startsWith(queue)) {
		const rest = name.slice(queue.length).replace(/^ +- +/, '');
		if (rest.length < name.length - queue.length) return rest;
	}
	return name.slice(0, MAX_TEXT).replace(QUEUE_PREFIX, '');
}
