import { messenger } from '../../lib/messages/messenger.ts';
import type { Answer } from '../../lib/server-api/answer.ts';
import type { Credentials } from '../../lib/server-api/request.ts';

/** Asks the server as this browser; nobody is reached while it is not paired. */
export async function askServer<T>(ask: (as: Credentials) => Promise<Answer<T>>): Promise<Answer<T>> {
	const as = await messenger.sendMessage('serverAccess', undefined).catch(() => undefined);
	return as ? ask(as) : { kind: 'unreachable', detail: 'not paired' };
}
