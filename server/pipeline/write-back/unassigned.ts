import type { UnassignedEntry } from '../../crm/crm.ts';
import type { JobContext, JobOutcome } from '../../jobs/job.ts';
import type { Job } from '../../store/ports.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import { writeOnce } from './effect.ts';
import type { OpenCrm } from './open-crm.ts';
import type { Wanted } from './read-wanted.ts';
import { settleWrite } from './settle.ts';

/** Puts a call of nobody known among the CRM's unassigned ones, once; `entry` is what is known of it now. */
export async function addUnassignedOnce(
	{ connector, tools }: OpenCrm,
	entry: UnassignedEntry,
	job: Job,
	history: CallHistory,
	deps: PipelineDeps,
	context: JobContext,
): Promise<JobOutcome> {
	const { callId } = history;
	const key = `crm.unassigned|${callId}`;
	const outcome = await writeOnce(
		{
			...{ workspaceId: job.workspaceId, key, kind: 'crm.unassigned', callId },
			async perform(again) {
				const found = again ? await connector.findUnassigned(callId, tools) : undefined;
				if (found?.kind === 'found') return { kind: 'done', recordId: found.recordId };
				if (found?.kind === 'later' || found?.kind === 'signed-out') return found;
				// Where it cannot tell, the repeat carries the same key, so that a CRM that obeys it has one.
				return connector.addUnassigned(entry, tools);
			},
		},
		deps,
		context,
	);
	const written = (recordId: string | undefined) => ({
		name: 'crm.written' as const,
		id: `crm.written|${key}`,
		data: {
			callId,
			target: 'unassigned' as const,
			...(recordId !== undefined && { recordId }),
			fields: entry.fields,
		},
	});
	return settleWrite(outcome, written, job, history, deps);
}

/** What a CRM is told of a call; undefined where nothing of the call itself is known. */
export function unassignedEntry({ callId, call }: CallHistory, wanted: Wanted): UnassignedEntry | undefined {
	if (!call) return undefined;
	const { provider, direction, remote, local, startedAt, answeredAt, endedAt } = call;
	const talked = answeredAt && endedAt ? Date.parse(endedAt) - Date.parse(answeredAt) : 0;
	const remoteNumber = remote.anonymous ? undefined : (remote.e164 ?? (remote.raw || undefined));
	const ownNumber = local.e164 ?? (local.raw || undefined);
	return {
		...{ callId, provider, direction, ...wanted },
		...(remoteNumber && { remoteNumber }),
		...(ownNumber && { ownNumber }),
		...(startedAt && { startedAt }),
		durationSeconds: Math.max(0, Math.round(talked / 1_000)),
	};
}

/** Whether the CRM has been told of it as a call of nobody known. */
export function isUnassignedThere({ events }: Pick<CallHistory, 'events'>): boolean {
	return events.some((event) => event.type === 'ringside.crm.written' && event.data.target === 'unassigned');
}
