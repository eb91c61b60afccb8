import type { Lead } from '../../../lib/contract/lead.ts';
import type { Append, Connection, NewDelivery, NewEvent, NewJob, Store } from '../ports.ts';

/** Opens an empty store; the engine's own test closes it. */
export type OpenStore = () => Promise<Store>;

/** Two workspaces, so that every promise is also one about not crossing between them. */
export const A = 'ws_a';
export const B = 'ws_b';

export async function openWithWorkspaces(open: OpenStore): Promise<Store> {
	const store = await open();
	for (const workspaceId of [A, B]) {
		await store.records.createWorkspace({
			workspaceId,
			name: `of ${workspaceId}`,
			region: 'DE',
			createdAt: 1,
		});
	}
	return store;
}

export function anEvent(id: string, change: Partial<NewEvent> = {}): NewEvent {
	return {
		id,
		type: 'ringside.call.ringing',
		subject: 'webex-1',
		connectionId: 'con_1',
		json: JSON.stringify({ specversion: '1.0', id }),
		...change,
	};
}

export function aDelivery(deliveryId: string, change: Partial<NewDelivery> = {}): NewDelivery {
	return {
		deliveryId,
		workspaceId: A,
		connectionId: 'con_1',
		provider: 'webex',
		receivedAt: 1_000,
		url: 'https://ringside.example/hooks/webex/key',
		headers: { 'content-type': 'application/json' },
		body: new TextEncoder().encode(`{"for":"${deliveryId}"}`),
		outcome: 'accepted',
		verifyUs: 10,
		parseUs: 20,
		...change,
	};
}

export function anAppend(events: NewEvent[], change: Partial<Append> = {}): Append {
	return { workspaceId: A, events, jobs: [], ...change };
}

export function aJob(key: string, change: Partial<NewJob> = {}): NewJob {
	return { kind: 'fetch', key, payload: { for: key }, runAt: 100, maxAttempts: 3, ...change };
}

export function aConnection(connectionId: string, change: Partial<Connection> = {}): Connection {
	return {
		connectionId,
		workspaceId: A,
		provider: 'webex',
		name: 'Webex',
		hookKey: `key-of-${connectionId}`,
		settings: { site: 'one' },
		createdAt: 5,
		...change,
	};
}

export function aLead(leadId: string, change: Partial<Lead> = {}): Lead {
	return {
		leadId,
		name: `Name of ${leadId}`,
		phones: [{ raw: '030 23125101', e164: '+493023125101' }],
		emails: [],
		updatedAt: '2026-03-10T09:15:00.101Z',
		...change,
	};
}

export const ids = (events: { id: string }[]): string[] => events.map(({ id }) => id);

/** The value, where a test cannot go on without it. */
export function present<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('Nothing there');
	return value;
}
