import type { JobContext, JobOutcome } from '../../jobs/job.ts';
import { matchCalls } from '../../leads/match.ts';
import type { Job, Store } from '../../store/ports.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps, PipelineHandler } from '../deps.ts';
import { openCrm } from '../write-back/open-crm.ts';
import { readWanted } from '../write-back/read-wanted.ts';
import { tellIncomplete } from '../write-back/settle.ts';
import { addUnassignedOnce, isUnassignedThere, unassignedEntry } from '../write-back/unassigned.ts';
import { tellInbox } from './change.ts';
import { suggestLeads } from './suggest-leads.ts';

/** What ended longer ago is history that a new connection has read, and nobody's work. */
const OLDEST_MS = 7 * 24 * 60 * 60 * 1_000;

/** Puts a call of nobody known into the inbox, and among the CRM's unassigned calls where one is set up. */
export const fileCall: PipelineHandler<{ callId: string }> = async (job, context, deps) => {
	const { workspaceId } = job;
	const { store, clock, callLog } = deps;
	const history = await callLog.read(workspaceId, job.payload.callId);
	if (!history || !(await isToBeFiled(workspaceId, history, deps))) return { kind: 'done' };
	if (!(await context.stillMine())) return { kind: 'done' };
	const { callId } = history;
	const json = JSON.stringify({ suggestions: [] });
	await store.afterCall.inbox.add(workspaceId, { callId, json, createdAt: clock.now() });
	await tellInbox(workspaceId, history, deps);
	await suggestLeads(workspaceId, history, deps);
	return tellCrm(job, history, deps, context);
};

async function isToBeFiled(workspaceId: string, history: CallHistory, deps: PipelineDeps): Promise<boolean> {
	const { call, events } = history;
	if (call?.state !== 'ended' || call.test || call.remote.internal) return false;
	const endedAt = Date.parse(call.endedAt ?? call.startedAt ?? events.at(0)?.time ?? '');
	if (endedAt < deps.clock.now() - OLDEST_MS) return false;
	if (await goesOn(workspaceId, history, deps)) return false;
	return !(await isKnown(workspaceId, history, deps.store));
}

/** Whether it is one with another call that has ended and is filed itself: announced under its id, or transferred. */
async function goesOn(
	workspaceId: string,
	{ callId, events }: CallHistory,
	{ callLog }: Pick<PipelineDeps, 'callLog'>,
): Promise<boolean> {
	for (const otherId of namedBy(events)) {
		const other = otherId === callId ? undefined : await callLog.read(workspaceId, otherId);
		if (other?.call?.state !== 'ended') continue;
		// Of two that name each other one is filed.
		if (!namedBy(other.events).has(callId) || otherId < callId) return true;
	}
	return false;
}

function namedBy(events: CallHistory['events']): Set<string> {
	return new Set(events.flatMap(({ data }) => ('sameAs' in data && data.sameAs ? [data.sameAs] : [])));
}

/** Also of those who may be somebody by the last digits of their number: she is asked on the card. */
async function isKnown(
	workspaceId: string,
	{ call, matched }: CallHistory,
	{ leads }: Pick<Store, 'leads'>,
): Promise<boolean> {
	if (matched && matched.matches.length > 0) return true;
	if (!call || matched?.chosen) return false;
	return (await matchCalls(workspaceId, [{ call, at: '' }], leads)).size > 0;
}

async function tellCrm(
	job: Job,
	history: CallHistory,
	deps: PipelineDeps,
	context: JobContext,
): Promise<JobOutcome> {
	const { workspaceId } = job;
	const row = await deps.store.afterCall.inbox.get(workspaceId, history.callId);
	if (row?.state !== 'open' || isUnassignedThere(history)) return { kind: 'done' };
	const afterCall = await deps.settings.read(workspaceId, 'after-call');
	if (!afterCall.value.isOn) return { kind: 'done' };
	const crm = await openCrm(workspaceId, deps);
	if (crm.kind === 'none') return { kind: 'done' };
	if (crm.kind === 'incomplete') return tellIncomplete(job, history, deps);
	const entry = unassignedEntry(history, await readWanted(workspaceId, history, deps));
	return entry ? addUnassignedOnce(crm, entry, job, history, deps, context) : { kind: 'done' };
}
