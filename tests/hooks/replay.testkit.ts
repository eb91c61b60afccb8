import { applyView, type Call, describeCall, joinCalls } from '../../lib/calls/index.ts';
import type { CallRecord } from '../../lib/contract/api.ts';
import type { Connection, StoredEvent } from '../../server/store/ports.ts';
import type { Example } from './examples.testkit.ts';
import type { HookWorld, Sent } from './hook-world.testkit.ts';

/** What came of a request, as the log tells it. */
export interface Came {
	/** `handshake`: answered before anything was verified, and kept nowhere. */
	outcome: string;
	reason?: string;
	status: number;
	/** Parsed, in log order. */
	events: { type: string; [name: string]: unknown }[];
	/** How many it left to be done. */
	jobs: number;
}

/** The example as it is sent, its token signed where it needs one. */
export async function sentOf(example: Example, { google }: HookWorld): Promise<Sent> {
	const { url, body, now, claims, headers } = example;
	if (!claims) return { url, body, now, headers };
	const token = await google.token({ aud: url, ...claims }, now);
	return { url, body, now, headers: { ...headers, authorization: `Bearer ${token}` } };
}

/** A new connection with the example's secret, to which the example's address leads from now on. */
export async function connectionFor(
	{ provider, secret, settings, url }: Example,
	world: HookWorld,
	workspaceId?: string,
): Promise<Connection> {
	const connection = await world.connect({ provider, secrets: { secret }, settings, workspaceId });
	world.answerAt(url, connection);
	return connection;
}

/** Sends the example to a connection of its own. */
export async function replay(example: Example, world: HookWorld): Promise<Came & { connection: Connection }> {
	const connection = await connectionFor(example, world);
	return { connection, ...(await deliver(await sentOf(example, world), connection, world)) };
}

/** Sends it, and reads in the log what came of it; nothing else may be under way. */
export async function deliver(sent: Sent, connection: Connection, world: HookWorld): Promise<Came> {
	const { store } = world;
	const { connectionId, workspaceId } = connection;
	const waiting = async () => (await store.jobs.backlog()).waiting;
	const before = await waiting();
	const { headSeq } = await store.events.bounds(workspaceId);
	const answer = await world.post(sent);
	const [row] = await store.deliveries.list(workspaceId, { connectionId, limit: 1 });
	const events = await eventsAfter(headSeq, workspaceId, world);
	return {
		status: answer.statusCode,
		outcome: row?.outcome ?? 'handshake',
		reason: row?.reason,
		events: events.map((event) => JSON.parse(event.json)),
		jobs: (await waiting()) - before,
	};
}

const PAGE = 1_000;

/** Every event of the workspace's log behind `seq`. */
export async function eventsAfter(
	seq: number,
	workspaceId: string,
	{ store }: Pick<HookWorld, 'store'>,
): Promise<StoredEvent[]> {
	const all: StoredEvent[] = [];
	for (let after = seq; ; after = all.at(-1)?.seq ?? after) {
		const page = await store.events.read(workspaceId, after, PAGE);
		all.push(...page);
		if (page.length < PAGE) return all;
	}
}

/** The calls as a person counts and sees them; without what is of this run alone. */
export function shownCalls(records: CallRecord[]): object[] {
	const calls = records.flatMap(({ views }) => views.reduce<Call | undefined>(applyView, undefined) ?? []);
	return joinCalls(calls)
		.map((call) => ({ ...describeCall(call), connectionId: '', callIds: call.callIds }))
		.sort((a, b) => (a.callId < b.callId ? -1 : 1));
}
