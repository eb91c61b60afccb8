import { followUpsOf } from '../pipeline/jobs.ts';
import type { HookRequest, Parsed, Provider } from '../providers/provider.ts';
import type { NewDelivery, NewEvent, NewJob } from '../store/ports.ts';
import type { FoundConnection } from './connections.ts';
import { toNewEvent } from './events.ts';

/** A verified delivery, read and ready to be stored. */
export interface Reading {
	outcome: Exclude<NewDelivery['outcome'], 'refused'>;
	reason?: string;
	events: NewEvent[];
	jobs: NewJob[];
}

export interface Readable extends FoundConnection {
	request: HookRequest;
	provider: Provider;
	deliveryId: string;
}

export interface BugLog {
	error(fields: Record<string, string>, message: string): void;
}

const MAX_REASON = 500;

/** Parses by the provider's parser. A bug in it costs this one delivery, which is kept as malformed. Never throws. */
export function readDelivery(delivery: Readable, log: BugLog): Reading {
	const { provider, request, connection, deliveryId } = delivery;
	try {
		const parsed = provider.parse(request, connection);
		if (parsed.kind === 'events') return readingOf(parsed, delivery);
		return { outcome: parsed.kind, reason: parsed.reason.slice(0, MAX_REASON), events: [], jobs: [] };
	} catch (error) {
		logBug(log, error, { provider: provider.id, deliveryId }, 'A parser failed');
		const reason = `our parser failed, reference ${deliveryId}`;
		return { outcome: 'malformed', reason, events: [], jobs: [] };
	}
}

function readingOf(parsed: Extract<Parsed, { kind: 'events' }>, { connection, request }: Readable): Reading {
	const events = parsed.events.map((event) => toNewEvent(event, connection));
	const following = parsed.events.flatMap((event) => followUpsOf(event, request.receivedAt));
	return { outcome: 'accepted', events, jobs: [...(parsed.jobs ?? []), ...following] };
}

/** An error's message may quote what came in, so only its kind and the lines of our code are logged. */
export function logBug(log: BugLog, error: unknown, fields: Record<string, string>, message: string): void {
	const kind = error instanceof Error ? error.name : typeof error;
	const stack = error instanceof Error ? (error.stack ?? '') : '';
	const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
	log.error({ ...fields, kind, at: frames.slice(0, 5).join('\n') }, message);
}
