import { afterCallCommands } from '../../lib/contract/call-detail.ts';
import { arrange, type Chosen } from '../pipeline/booking/arrange.ts';
import { stageAfter } from '../pipeline/booking/ending.ts';
import type { CallHistory } from '../pipeline/call-log.ts';
import { pipelineJob } from '../pipeline/jobs.ts';
import { tellStage } from '../pipeline/stage.ts';
import { addCallCommand, type CallCommand, type Refused } from './call-command.ts';
import type { AppContext, Routes } from './context.ts';

type BookSlot = CallCommand<Chosen & { callId: string }>;

/** What a person does with the times that are offered. */
export const bookingRoutes: Routes = (app, context) => {
	addCallCommand(
		app,
		context,
		{ name: 'bookSlot', summary: 'Books an appointment for a call', body: afterCallCommands.bookSlot },
		(command) => bookSlot(command, context),
	);
};

const AGAIN_MS = 5_000;

/** Books while she waits; what becomes of it she sees in the call. What cannot be known now a job finds out. */
async function bookSlot({ id, body, principal }: BookSlot, context: AppContext): Promise<Refused> {
	const { callLog } = context;
	const { workspaceId } = principal.workspace;
	const { callId, startsAt, name } = body;
	const history = await callLog.read(workspaceId, callId);
	if (!history) return { problem: 'not-found', detail: 'There is no such call.' };
	const chosen = { startsAt, ...(name && { name }) };
	const work = { workspaceId, jobId: id, attempt: 1 };
	// No job has it: a repeat of the command finds what this one has begun.
	const stillMine = async () => true;
	const arranged = await arrange({ history, chosen, teller: { ...work, callLog }, stillMine }, context);
	switch (arranged.kind) {
		case 'nothing':
			return { problem: 'not-found', detail: 'No appointment is offered for this call.' };
		case 'made-before':
			return { problem: 'overtaken' };
		case 'over':
			return { problem: 'invalid-request', detail: 'This time has passed.' };
		case 'nobody':
			return { problem: 'nobody-to-invite' };
	}
	const stage = stageAfter(arranged);
	if (stage.kind !== 'later' && stage.kind !== 'stop') return undefined;
	const { kind, reason, detail } = stage;
	await tellStage(callLog, work, history, 'booking', {
		...{ state: kind === 'later' ? 'waiting' : 'stopped', reason, ...(detail && { detail }) },
	});
	if (kind === 'later') await queue(workspaceId, history, { ...chosen, id, at: stage.at }, context);
	return undefined;
}

async function queue(
	workspaceId: string,
	{ callId }: CallHistory,
	{ id, at, ...chosen }: Chosen & { id: string; at?: number },
	{ store, clock }: AppContext,
): Promise<void> {
	const job = pipelineJob('booking.offer', { callId, ...chosen }, at ?? clock.now() + AGAIN_MS);
	await store.jobs.enqueue(workspaceId, { ...job, key: `${callId}|${id}` });
}
