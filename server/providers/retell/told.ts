import type { HookConnection } from '../provider.ts';
import type { Envelope, RetellCall } from './schema.ts';

/** What the readers of a call's webhook are given. */
export interface Told {
	envelope: Envelope;
	call: RetellCall;
	/** When Retell sent it, ISO 8601. */
	sentAt: string;
	connection: HookConnection;
}

export function callIdOf(call: Pick<RetellCall, 'call_id'>): string {
	return `retell-${call.call_id}`;
}
