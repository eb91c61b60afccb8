import { z } from 'zod';
import type { InboxState } from '../../../lib/contract/after-call.ts';
import type { InboxRow } from '../../store/ports.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import { unassignedView } from './view.ts';

type Deps = Pick<PipelineDeps, 'store' | 'callLog' | 'clock'>;
type Of = Pick<CallHistory, 'callId' | 'connectionId'>;

/** Of a row, what a change may touch; the rest stays. */
const Rest = z.looseObject({ leadId: z.string().optional() });

/** `overtaken`: it is in none of the states `from`, or somebody else changed it meanwhile. */
export type InboxChanged = 'changed' | 'unknown' | 'overtaken';

/** Changes the state of a call in the inbox and tells the devices; one that is as wanted already stays so. */
export async function changeInbox(
	workspaceId: string,
	of: Of,
	{ from, to, leadId }: { from: readonly InboxState[]; to: InboxState; leadId?: string },
	deps: Deps,
): Promise<InboxChanged> {
	const { inbox } = deps.store.afterCall;
	const row = await inbox.get(workspaceId, of.callId);
	if (!row) return 'unknown';
	const rest = Rest.parse(JSON.parse(row.json));
	if (row.state !== to || rest.leadId !== leadId) {
		if (!from.includes(row.state)) return 'overtaken';
		const json = JSON.stringify({ ...rest, leadId });
		const change = { from: row.state, to, json, now: deps.clock.now() };
		if (!(await inbox.change(workspaceId, of.callId, change))) return 'overtaken';
	}
	await tellInbox(workspaceId, of, deps);
	return 'changed';
}

/** Tells the devices how the call stands in the inbox, once for each change. */
export async function tellInbox(workspaceId: string, of: Of, { store, callLog }: Deps): Promise<void> {
	const row = await store.afterCall.inbox.get(workspaceId, of.callId);
	if (!row) return;
	await callLog.append(workspaceId, of, [
		{ name: 'inbox.changed', id: eventId(row), data: unassignedView(row) },
	]);
}

function eventId({ callId, state, changedAt, json }: InboxRow): string {
	const { leadId } = Rest.parse(JSON.parse(json));
	return ['inbox', callId, state, changedAt, leadId ?? ''].join('|');
}
