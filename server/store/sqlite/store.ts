import type { Clock } from '../../clock.ts';
import type { Ids } from '../../ids.ts';
import { type Deliveries, type LeadsWritten, type Store, StoreUnavailable } from '../ports.ts';
import { createGroupCommit } from './group-commit.ts';
import type { Ports } from './messages.ts';
import type { Remote } from './remote.ts';
import { createSetup } from './setup.ts';

// Long work is cut into operations this small, so that a ring never waits for an import to end.
const LEADS_PER_OPERATION = 250;

interface StoreParts {
	remote: Remote;
	clock: Clock;
	ids: Ids;
	close(): Promise<void>;
}

/** The store's ports over a remote engine. */
export function createStore({ remote, clock, ids, close }: StoreParts): Store {
	const events = remote.port('events');
	const group = createGroupCommit({ commit: events.appendBatch, clock, ids });
	const deliveries = remote.port('deliveries');
	const jobs = remote.port('jobs');
	const leads = remote.port('leads');
	return {
		events: {
			append: group.append,
			read: events.read,
			bounds: events.bounds,
			recentCalls: events.recentCalls,
			bySubject: events.bySubject,
			localNumbers: events.localNumbers,
			recentAgents: events.recentAgents,
			prune: (workspaceId, beforeSeq) => untilDone(() => events.prune(workspaceId, beforeSeq)),
		},
		conversations: remote.port('conversations'),
		deliveries: {
			list: deliveries.list,
			count: deliveries.count,
			get: deliveries.get,
			prune: (limits) => pruneDeliveries(remote, limits),
		},
		recordings: remote.port('recordings'),
		records: remote.port('records'),
		jobs: {
			enqueue: (workspaceId, job) => jobs.enqueue(workspaceId, job, ids.make('job')),
			lease: jobs.lease,
			extend: jobs.extend,
			complete: jobs.complete,
			hasten: jobs.hasten,
			postpone: jobs.postpone,
			fail: (jobId, fence, failure) => jobs.fail(jobId, fence, failure, clock.now()),
			backlog: jobs.backlog,
			dead: jobs.dead,
			revive: jobs.revive,
		},
		leads: {
			write: async (workspaceId, all) => {
				const written = await inParts(all, (part) => leads.write(workspaceId, part));
				return written.reduce(add, { created: 0, updated: 0, unchanged: 0 });
			},
			remove: async (workspaceId, leadIds) => {
				const removed = await inParts(leadIds, (part) => leads.remove(workspaceId, part));
				return removed.reduce((sum, count) => sum + count, 0);
			},
			changes: leads.changes,
			byKeys: leads.byKeys,
			get: leads.get,
		},
		outgoingWebhooks: remote.port('outgoingWebhooks'),
		setup: createSetup(remote),
		afterCall: {
			settings: remote.port('settings'),
			effects: remote.port('effects'),
			usage: remote.port('usage'),
			inbox: remote.port('inbox'),
			talkLinks: remote.port('talkLinks'),
			apiKeys: remote.port('apiKeys'),
		},
		onChange: remote.onChange,
		health: () => health(remote),
		close: async () => {
			await group.drained();
			await close();
		},
	};
}

function add(a: LeadsWritten, b: LeadsWritten): LeadsWritten {
	return {
		created: a.created + b.created,
		updated: a.updated + b.updated,
		unchanged: a.unchanged + b.unchanged,
	};
}

async function pruneDeliveries(remote: Remote, limits: Parameters<Deliveries['prune']>[0]): Promise<number> {
	const deliveries = remote.port('deliveries');
	let count = await untilDone(() => deliveries.pruneOld(limits.olderThan));
	count += await untilDone(() => deliveries.pruneRefused(limits.refusedPerConnection));
	for (const { workspaceId, olderThan } of limits.shorter ?? []) {
		const boundary = { workspaceId, receivedAt: olderThan, deliveryId: '' };
		count += await untilDone(() => deliveries.pruneUpTo(boundary));
	}
	if (limits.bytesPerWorkspace === undefined) return count;
	for (const { workspaceId } of await remote.port('records').workspaces()) {
		const boundary = await sizeBoundary(deliveries, workspaceId, limits.bytesPerWorkspace);
		if (boundary) count += await untilDone(() => deliveries.pruneUpTo(boundary));
	}
	return count;
}

async function sizeBoundary(deliveries: Ports['deliveries'], workspaceId: string, bytes: number) {
	let page = await deliveries.sizePage(workspaceId, bytes);
	while (page.kind === 'more') page = await deliveries.sizePage(workspaceId, page.bytesLeft, page.after);
	return page.kind === 'over' ? page.boundary : undefined;
}

async function untilDone(removeSome: () => Promise<number>): Promise<number> {
	let total = 0;
	for (;;) {
		const count = await removeSome();
		if (count === 0) return total;
		total += count;
	}
}

async function inParts<T, R>(items: T[], run: (part: T[]) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	for (let from = 0; from < items.length; from += LEADS_PER_OPERATION) {
		results.push(await run(items.slice(from, from + LEADS_PER_OPERATION)));
	}
	return results;
}

async function health(remote: Remote): ReturnType<Store['health']> {
	try {
		await remote.port('engine').ping();
	} catch (error) {
		if (!(error instanceof StoreUnavailable)) throw error;
		return { ok: false, reason: error.message };
	}
	const reason = remote.trouble();
	return reason ? { ok: false, reason } : { ok: true };
}
