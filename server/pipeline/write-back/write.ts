import type { JobContext, JobOutcome } from '../../jobs/job.ts';
import type { Job } from '../../store/ports.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps, PipelineHandler } from '../deps.ts';
import { changeInbox } from '../inbox/change.ts';
import { knownLead } from '../known-lead.ts';
import { updateKey, writeOnce } from './effect.ts';
import { type OpenCrm, openCrm } from './open-crm.ts';
import { readWanted, type Wanted } from './read-wanted.ts';
import { settleNothing, settleWrite, tellIncomplete } from './settle.ts';
import { addUnassignedOnce, isUnassignedThere, unassignedEntry } from './unassigned.ts';
import { lastWriteOf, unwritten } from './wanted.ts';

/** Brings what was decided of a call's facts to the CRM: to the lead's record, else among its unassigned calls. */
export const writeToCrm: PipelineHandler<{ callId: string }> = async (job, context, deps) => {
	const { workspaceId } = job;
	const history = await deps.callLog.read(workspaceId, job.payload.callId);
	if (!history || history.call?.test) return { kind: 'done' };
	const lead = await knownLead(workspaceId, history, deps.store.leads);
	if (lead) {
		const { leadId } = lead;
		await changeInbox(workspaceId, history, { from: ['open'], to: 'assigned', leadId }, deps);
	}
	const wanted = await readWanted(workspaceId, history, deps);
	if (Object.keys(wanted.fields).length === 0) return settleNothing(job, history, deps);
	const crm = await openCrm(workspaceId, deps);
	if (crm.kind === 'none') return { kind: 'done' };
	if (crm.kind === 'incomplete') return tellIncomplete(job, history, deps);
	return lead?.externalId
		? updateLead(crm, { recordId: lead.externalId, fields: wanted.fields }, job, history, deps, context)
		: addCall(crm, wanted, job, history, deps, context);
};

/** A repeat after a lost answer sends the same values once more: they are set, not added. */
async function updateLead(
	{ connector, tools }: OpenCrm,
	wanted: Pick<Wanted, 'fields'> & { recordId: string },
	job: Job,
	history: CallHistory,
	deps: PipelineDeps,
	context: JobContext,
): Promise<JobOutcome> {
	const { callId, events } = history;
	const { recordId } = wanted;
	const fields = unwritten(events, recordId, wanted.fields);
	if (Object.keys(fields).length === 0) return settleNothing(job, history, deps);
	const key = updateKey(callId, { recordId, fields, after: lastWriteOf(events) });
	const outcome = await writeOnce(
		{
			...{ workspaceId: job.workspaceId, key, kind: 'crm.update', callId },
			perform: () => connector.updateLead({ recordId, fields, idempotencyKey: key }, tools),
		},
		deps,
		context,
	);
	const written = () => ({
		name: 'crm.written' as const,
		id: `crm.written|${key}`,
		data: { callId, target: 'lead' as const, recordId, fields },
	});
	return settleWrite(outcome, written, job, history, deps);
}

/** The CRM is told of the call once; what is decided later reaches it when the call is given to somebody. */
async function addCall(
	crm: OpenCrm,
	wanted: Wanted,
	job: Job,
	history: CallHistory,
	deps: PipelineDeps,
	context: JobContext,
): Promise<JobOutcome> {
	if (isUnassignedThere(history)) return settleNothing(job, history, deps);
	const entry = unassignedEntry(history, wanted);
	return entry ? addUnassignedOnce(crm, entry, job, history, deps, context) : { kind: 'done' };
}
