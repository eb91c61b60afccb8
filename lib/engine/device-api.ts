import type { LeadsPage, Me, Snapshot } from '../contract/index.ts';
import type { OutboxCommand } from '../history/outbox.ts';
import type { Answer } from '../server-api/answer.ts';
import type { Credentials } from '../server-api/request.ts';
import type { ServerApi } from '../server-api/server-api.ts';

/** The server's routes as this device; nobody is reached while it is not paired. */
export interface DeviceApi {
	me(): Promise<Answer<Me>>;
	snapshot(): Promise<Answer<Snapshot>>;
	leads(after: string | undefined): Promise<Answer<LeadsPage>>;
	command(command: OutboxCommand): Promise<Answer<{ id: string }>>;
}

export function deviceApi(api: ServerApi, session: Credentials | undefined): DeviceApi {
	const asDevice = <T>(ask: (as: Credentials) => Promise<Answer<T>>): Promise<Answer<T>> =>
		session ? ask(session) : Promise.resolve({ kind: 'unreachable', detail: 'not paired' });
	return {
		me: () => asDevice(api.me),
		snapshot: () => asDevice(api.snapshot),
		leads: (after) => asDevice((as) => api.leads(as, after)),
		command: ({ name, body, idempotencyKey }) =>
			asDevice((as) => api.command(as, name, body, idempotencyKey)),
	};
}
