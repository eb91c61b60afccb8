import type { InboxState } from '../../lib/contract/after-call.ts';
import { afterCallCommands } from '../../lib/contract/call-detail.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import { toInstant } from '../clock.ts';
import { changeInbox, type InboxChanged } from '../pipeline/inbox/change.ts';
import { leadOfCall } from '../pipeline/inbox/lead.ts';
import { writeJob } from '../pipeline/write-back/job.ts';
import { addCallCommand, type CallCommand, type Refused, routedAsCall } from './call-command.ts';
import type { App, AppContext } from './context.ts';

type OfCall = CallCommand<{ callId: string }>;

const ANY: InboxState[] = ['open', 'assigned', 'created', 'dismissed'];

/** What a person does with a call of nobody known. */
export function inboxCommands(app: App, context: AppContext): void {
	const { assignCall, createLead, dismissCall, reopenCall } = afterCallCommands;
	addCallCommand(
		app,
		context,
		{ name: 'assignCall', summary: 'Gives a call in the inbox to a lead', body: assignCall },
		(command) => assign(command, { from: ANY, to: 'assigned', leadId: command.body.leadId }, context),
	);
	addCallCommand(
		app,
		context,
		{ name: 'createLead', summary: 'Makes a lead of a call in the inbox', body: createLead },
		(command) => create(command, context),
	);
	addCallCommand(
		app,
		context,
		{ name: 'dismissCall', summary: 'Takes a call out of the inbox', body: dismissCall },
		(command) => change(command, { from: ['open'], to: 'dismissed' }, context),
	);
	addCallCommand(
		app,
		context,
		{ name: 'reopenCall', summary: 'Puts a dismissed call back into the inbox', body: reopenCall },
		(command) => change(command, { from: ['dismissed'], to: 'open' }, context),
	);
}

interface Change {
	from: InboxState[];
	to: InboxState;
	leadId?: string;
}

async function change(
	{ first, principal, body }: OfCall,
	wanted: Change,
	context: AppContext,
): Promise<Refused> {
	const { workspaceId } = principal.workspace;
	const of = { callId: body.callId, connectionId: first.connectionId };
	return refusedBy(await changeInbox(workspaceId, of, wanted, context));
}

function refusedBy(changed: InboxChanged): Refused {
	if (changed === 'changed') return undefined;
	return changed === 'unknown'
		? { problem: 'not-found', detail: 'This call is not in the inbox.' }
		: { problem: 'overtaken' };
}

async function assign(
	command: OfCall,
	wanted: Change & { leadId: string },
	context: AppContext,
): Promise<Refused> {
	const { id, first, body, principal } = command;
	const { store, hub, settings, clock } = context;
	const { workspaceId } = principal.workspace;
	const [lead] = await store.leads.get(workspaceId, [wanted.leadId]);
	if (!lead) return { problem: 'unknown-lead' };
	const refused = await change(command, wanted, context);
	if (refused) return refused;
	const crm = await settings.read(workspaceId, 'crm');
	const jobs = crm.value.kind === 'none' ? [] : [writeJob(body.callId, id, clock.now())];
	const event = routedAsCall(assigned(command, wanted.leadId, toInstant(clock.now())), first);
	const { stored } = await store.events.append({ workspaceId, events: [event], jobs });
	hub.publish(stored);
	return undefined;
}

function assigned(
	{ id, first, body, principal }: OfCall,
	leadId: string,
	at: string,
): RingsideEvent<'call.assigned'> {
	const { callId } = body;
	return {
		specversion: '1.0',
		id,
		source: `/connections/${first.connectionId}`,
		type: 'ringside.call.assigned',
		subject: callId,
		time: at,
		data: {
			callId,
			matches: [{ leadId, rule: 'exact' }],
			chosen: true,
			deviceId: principal.device.deviceId,
			at,
		},
	};
}

async function create(
	command: CallCommand<{ callId: string; name: string; company?: string }>,
	context: AppContext,
): Promise<Refused> {
	const { body, principal } = command;
	const { workspaceId } = principal.workspace;
	const row = await context.store.afterCall.inbox.get(workspaceId, body.callId);
	if (!row) return refusedBy('unknown');
	if (row.state === 'assigned') return refusedBy('overtaken');
	const { leadId } = await leadOfCall(workspaceId, body, context);
	return assign(command, { from: ['open', 'dismissed', 'created'], to: 'created', leadId }, context);
}
