import { CommandAccepted } from '../../lib/contract/api.ts';
import { afterCallCommands } from '../../lib/contract/call-detail.ts';
import { Problem } from '../../lib/contract/problem.ts';
import type { Principal } from '../accounts/accounts.ts';
import { audienceOfAll, mayRead } from '../fanout/audience.ts';
import { routingsOf } from '../fanout/subjects.ts';
import { removeRecording } from '../pipeline/recording/remove.ts';
import { TRANSCRIPTION } from '../pipeline/transcription/paid-work.ts';
import type { Directory, StoredEvent } from '../store/ports.ts';
import { CommandHeaders, commandId } from './call-command.ts';
import { type AppContext, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const response = { 202: CommandAccepted, '4xx': Problem, '5xx': Problem };

/** What is deleted, or never made, because somebody wants it so. */
export const recordingCommandRoutes: Routes = (app, context) => {
	const config = { access: 'member' } as const;

	app.post(
		'/v1/commands/deleteRecording',
		{
			config,
			schema: {
				summary: 'Deletes the audio of a recording for good',
				headers: CommandHeaders,
				body: afterCallCommands.deleteRecording,
				response,
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { callId, connectionId, recordingId } = request.body;
			const asked = await askedBy(principal, callId, context);
			const isKnown = asked.recordings.some(
				(one) => one.connectionId === connectionId && one.recordingId === recordingId,
			);
			if (!isKnown) return sendProblem(reply, 'not-found', 'There is no such recording.');
			if (!asked.mayDecide) return sendProblem(reply, 'not-allowed');
			await removeFor(principal, callId, [{ connectionId, recordingId }], context);
			return reply.code(202).send({ id: commandId(principal, request.headers['idempotency-key']) });
		},
	);

	app.post(
		'/v1/commands/declineTranscript',
		{
			config,
			schema: {
				summary: 'A call that is not to be transcribed, nor its recording kept',
				headers: CommandHeaders,
				body: afterCallCommands.declineTranscript,
				response,
			},
		},
		async (request, reply) => {
			const principal = principalOf(request);
			const { callId } = request.body;
			const { first, mayDecide, recordings } = await askedBy(principal, callId, context);
			if (!first) return sendProblem(reply, 'not-found', 'There is no such call.');
			if (!mayDecide) return sendProblem(reply, 'not-allowed');
			const { userId } = principal.user;
			// Before anything is deleted: a job that looks from now on ends.
			await context.callLog.append(
				principal.workspace.workspaceId,
				{ callId, connectionId: first.connectionId },
				[{ name: 'transcript.declined', id: `declined|${callId}`, data: { callId, userId } }],
			);
			await removeFor(principal, callId, recordings, context);
			return reply.code(202).send({ id: commandId(principal, request.headers['idempotency-key']) });
		},
	);
};

interface Ref {
	connectionId: string;
	recordingId: string;
}

interface AskedCall {
	/** Undefined where there is no such call that she may read. */
	first?: StoredEvent;
	mayDecide: boolean;
	/** Kept, or told of. */
	recordings: Ref[];
}

async function askedBy(
	principal: Principal,
	callId: string,
	{ store, directories, callLog }: AppContext,
): Promise<AskedCall> {
	const { workspaceId } = principal.workspace;
	const directory = await directories.fresh(workspaceId);
	const stored = await store.events.bySubject(workspaceId, callId);
	const [first] = stored;
	const nothing = { mayDecide: false, recordings: [] };
	if (!first || !directory) return nothing;
	const audience = audienceOfAll(routingsOf(stored), directory);
	if (!mayRead(principal.user, audience, directory)) return nothing;
	const history = await callLog.read(workspaceId, callId);
	const told = (history?.events ?? []).flatMap((event) =>
		event.type === 'ringside.call.recording.ready' ? [event.data] : [],
	);
	const kept = await store.recordings.ofSubject(workspaceId, callId);
	const byId = new Map<string, Ref>(
		[...told, ...kept].map(({ connectionId, recordingId }) => [
			`${connectionId} ${recordingId}`,
			{ connectionId, recordingId },
		]),
	);
	return { first, mayDecide: mayDecide(principal, stored, directory), recordings: [...byId.values()] };
}

/**
 * Admins, supervisors who may read the call, and whoever had it: the person who answered, where that is known, else
 * all who were told of it.
 */
function mayDecide({ user }: Principal, stored: StoredEvent[], directory: Directory): boolean {
	if (user.role !== 'member') return true;
	const answered = stored.filter(({ type }) => type === 'ringside.call.answered');
	const had = answered.length > 0 ? answered : stored;
	return audienceOfAll(routingsOf(had), directory).has(user.userId);
}

async function removeFor(
	{ workspace: { workspaceId }, user }: Principal,
	callId: string,
	recordings: Ref[],
	context: AppContext,
): Promise<void> {
	for (const recording of recordings) {
		await removeRecording(workspaceId, { callId, ...recording }, user.userId, context);
	}
	// What a model said of the parts that were sent to it.
	await context.store.afterCall.effects.forget(workspaceId, callId, TRANSCRIPTION);
}
