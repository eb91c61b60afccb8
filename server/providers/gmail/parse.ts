import { readJsonBody } from '../json-body.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { READ_HISTORY } from './history.ts';
import { MailboxChange, Push } from './schema.ts';

/** With the usual waits, about a day. */
const ATTEMPTS = 14;

/** A push says only that the mailbox has changed: what has changed is read by a job. */
export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const push = readJsonBody(request.body, Push);
	if (push.kind === 'malformed') return push;
	const change = readChange(push.value.message.data);
	if (!change) return { kind: 'malformed', reason: 'message.data is no change of a mailbox' };
	if (!isSameAddress(change.emailAddress, connection.settings.mailbox)) {
		return { kind: 'ignored', reason: 'a change of another mailbox' };
	}
	const { connectionId } = connection;
	const { historyId } = change;
	const job = {
		kind: READ_HISTORY,
		key: `${connectionId}|${historyId}`,
		payload: { connectionId, historyId },
		runAt: request.receivedAt,
		maxAttempts: ATTEMPTS,
	};
	return { kind: 'events', events: [], jobs: [job] };
}

function readChange(data: string): MailboxChange | undefined {
	try {
		return MailboxChange.safeParse(JSON.parse(Buffer.from(data, 'base64').toString('utf8'), asDigits)).data;
	} catch {
		return undefined;
	}
}

/** A history id may come as a number with more digits than a number can hold. */
function asDigits(key: string, value: unknown, context?: { source?: string }): unknown {
	return key === 'historyId' && typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

function isSameAddress(one: string, other: string | undefined): boolean {
	return one.trim().toLowerCase() === other?.trim().toLowerCase();
}
