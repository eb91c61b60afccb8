import type { ConnectionState, ConnectionStatus } from '../../lib/contract/connection.ts';
import { type Clock, toInstant } from '../clock.ts';
import { toCaretakers } from '../fanout/audience.ts';
import type { Connection, EventLog, NewEvent, StoredEvent } from '../store/ports.ts';

export interface AnnounceDeps {
	events: Pick<EventLog, 'append'>;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
	clock: Clock;
}

export interface Announcement {
	connection: Pick<Connection, 'workspaceId' | 'connectionId' | 'provider' | 'name'>;
	state: ConnectionState;
	/** For people. */
	reason?: string;
	/** What got worse. */
	problem?: ConnectionStatus['problem'];
	/** Tells this change from others of the connection: the same change is told once. */
	change: string;
}

/** Tells a connection's owner and the admins how it is, at once. */
export async function announce(told: Announcement, { events, publish, clock }: AnnounceDeps): Promise<void> {
	const { workspaceId } = told.connection;
	const { stored } = await events.append({ workspaceId, events: [statusEvent(told, clock.now())], jobs: [] });
	if (stored.length > 0) publish(stored);
}

function statusEvent({ connection, state, reason, problem, change }: Announcement, now: number): NewEvent {
	const { connectionId, provider, name } = connection;
	const at = toInstant(now);
	const id = `${connectionId}-${change}`;
	const type = 'ringside.connection.status';
	const event = {
		specversion: '1.0',
		...{ id, type, source: `/connections/${connectionId}`, subject: connectionId, time: at },
		data: { connectionId, provider, name, state, ...(reason && { reason }), ...(problem && { problem }), at },
	};
	return {
		id,
		type,
		subject: connectionId,
		json: JSON.stringify(event),
		connectionId: toCaretakers(connectionId),
	};
}
