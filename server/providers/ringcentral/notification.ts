import type { HookConnection, HookRequest } from '../provider.ts';
import type { Envelope } from './schema.ts';

/** What the reader of one kind of notification is given beside its body. */
export interface Notification {
	envelope: Envelope;
	request: HookRequest;
	connection: HookConnection;
}
