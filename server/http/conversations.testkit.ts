import { afterEach, beforeEach } from 'vitest';
import type { Party } from '../../lib/contract/call.ts';
import { ConversationPage, ConversationsPage } from '../../lib/contract/conversation.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { Lead } from '../../lib/contract/lead.ts';
import { toNewEvent } from '../intake/events.ts';
import { eventOf } from '../providers/event.ts';
import type { HookConnection } from '../providers/provider.ts';
import type { Connection } from '../store/ports.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

export const CALLER = '+493023125101';
export const OTHER = '+493023125102';
export const OURS = '+493023125000';
export const MAIL = 'mira@example.com';
export const person = (e164?: string, email?: string): Party => ({
	raw: e164 ?? email ?? '',
	...(e164 && { e164 }),
	...(email && { email }),
});
export const minute = (n: number) => new Date(Date.UTC(2026, 3, 9, 10, n)).toISOString();

export function hookOf({ connectionId }: Pick<Connection, 'connectionId'>): HookConnection {
	return { connectionId, secrets: {}, settings: {}, region: 'DE' };
}

export function lead(leadId: string, phones: string[], emails: string[] = []): Lead {
	const updatedAt = '2026-03-10T09:15:00.101Z';
	return {
		leadId,
		name: `Name of ${leadId}`,
		phones: phones.map((e164) => ({ raw: e164, e164 })),
		emails,
		updatedAt,
	};
}

/** A server for each test of a file, with a desk that everybody hears, and what happens with people there. */
export function useConversations() {
	let t: TestApp;
	let desk: Connection;
	beforeEach(async () => {
		t = await startTestApp();
		desk = await t.connect();
	});
	afterEach(() => t.stop());

	function message(
		id: string,
		at: number,
		remote: Party,
		{
			state = 'received' as 'received' | 'sent' | 'delivered' | 'failed',
			connection = desk,
			text = `text of ${id}`,
		} = {},
	): RingsideEvent {
		const fields = {
			provider: 'generic',
			connectionId: connection.connectionId,
			local: person(OURS),
			remote,
		};
		return eventOf(hookOf(connection), `message.${state}`, {
			id: `${id}-${state}`,
			subject: `generic-${id}`,
			time: minute(at),
			data: {
				...fields,
				messageId: `generic-${id}`,
				channel: remote.email ? 'email' : 'sms',
				direction: state === 'received' ? 'inbound' : 'outbound',
				text,
				at: minute(at),
			},
		});
	}

	async function append(events: RingsideEvent[], connection = desk): Promise<void> {
		const { workspaceId } = connection;
		const fresh = events.map((event) => toNewEvent(event, hookOf(connection)));
		await t.store.events.append({ workspaceId, events: fresh, jobs: [] });
	}

	const saveLeads = (...leads: Lead[]) => t.store.leads.write(t.workspace.workspaceId, leads);

	async function list(token = t.admin.token, query = '') {
		return ConversationsPage.parse(await (await t.api(token, `/v1/conversations${query}`)).json());
	}

	async function open(id: string, token = t.admin.token, query = '') {
		const response = await t.api(token, `/v1/conversations/${encodeURIComponent(id)}${query}`);
		return ConversationPage.parse(await response.json());
	}

	function callEvent(callId: string, at: number, change: object): RingsideEvent {
		const sides = { direction: 'inbound', remote: person(CALLER), local: person(OURS) } as const;
		const data = { callId, provider: 'generic', connectionId: desk.connectionId, ...sides, legId: callId };
		return eventOf(hookOf(desk), 'call.ringing', {
			id: callId,
			subject: callId,
			time: minute(at),
			data: { ...data, state: 'ringing', startedAt: minute(at), ...change },
		});
	}

	const provisional = (id: string, at: number) => callEvent(id, at, { provisional: true });
	const begun = (id: string, at: number) => callEvent(id, at, { state: 'answered' });

	return { app: () => t, desk: () => desk, message, append, saveLeads, list, open, provisional, begun };
}
