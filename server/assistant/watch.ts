import type { z } from 'zod';
import type { CallData } from '../../lib/contract/call.ts';
import { toInstant } from '../clock.ts';
import type { CallHistory, FollowingEvent } from '../pipeline/call-log.ts';
import type { PipelineDeps, PipelineHandler } from '../pipeline/deps.ts';
import { followUpsOf, type pipelineJobs } from '../pipeline/jobs.ts';
import type { ConversationNow } from '../providers/assistant.ts';
import { assistantCall, LOOK_MS } from './begun-call.ts';
import { freeSeat } from './seats.ts';
import { findTools } from './setup.ts';

type Watched = z.infer<(typeof pipelineJobs)['assistant.watch']>;
type Tools = NonNullable<Awaited<ReturnType<typeof findTools>>>;

/** She opened the link and never spoke, or the vendor has forgotten the call. */
const NOBODY_CAME_MS = 10 * 60_000;
/** No conversation is longer. */
const LONGEST_MS = 3 * 60 * 60_000;

/** Looks at a conversation every 20 s: shows it as talking, its lines where they are told, and its end. */
export const watchConversation: PipelineHandler<Watched> = async (job, context, deps) => {
	const { payload, workspaceId } = job;
	const free = () => freeSeat({ workspaceId, connectionId: payload.connectionId }, payload.reference, deps);
	const history = await deps.callLog.read(workspaceId, payload.callId);
	const now = deps.clock.now();
	const isOver = history?.call?.state === 'ended' || now - payload.begunAt > LONGEST_MS;
	const tools = isOver ? undefined : await findTools(workspaceId, payload.connectionId, deps);
	if (!tools) {
		await free();
		return { kind: 'done' };
	}
	const seen = await tools.assistant.look(payload.conversationId, tools.tools);
	const isLate = now - payload.begunAt > NOBODY_CAME_MS;
	const current = seenAs(seen.kind === 'read' ? seen.value : undefined, seen.kind === 'gone', isLate);
	if (current.kind === 'wait') {
		return { kind: 'again', at: (seen.kind === 'later' ? seen.at : undefined) ?? now + LOOK_MS };
	}
	if (!(await context.stillMine())) return { kind: 'again', at: now };
	await tell(current, { payload, workspaceId, history, tools }, deps);
	if (current.kind === 'talking') return { kind: 'again', at: now + LOOK_MS };
	await free();
	return { kind: 'done' };
};

type Seen = Exclude<ConversationNow, { kind: 'not-yet' }> | { kind: 'wait' } | { kind: 'lost' };

function seenAs(now: ConversationNow | undefined, isGone: boolean, isLate: boolean): Seen {
	if (isLate && (isGone || now?.kind === 'not-yet')) return { kind: 'lost' };
	return !now || now.kind === 'not-yet' ? { kind: 'wait' } : now;
}

interface Subject {
	payload: Watched;
	workspaceId: string;
	history?: CallHistory;
	tools: Tools;
}

async function tell(
	seen: Exclude<Seen, { kind: 'wait' }>,
	subject: Subject,
	deps: PipelineDeps,
): Promise<void> {
	const { payload, workspaceId } = subject;
	if (seen.kind === 'over') {
		const events = seen.events.map(({ id, type, time, data }) => {
			return { name: type.slice('ringside.'.length), id, data, at: Date.parse(time) } as FollowingEvent;
		});
		const jobs = seen.events.flatMap((event) => followUpsOf(event, deps.clock.now()));
		await deps.callLog.append(workspaceId, payload, events, { jobs });
		return;
	}
	// Nobody was told of a conversation by link that did not begin.
	if (seen.kind === 'lost' && payload.guest !== undefined) return;
	const events = seen.kind === 'lost' ? [lost(subject, deps)] : talking(seen, subject, deps);
	await deps.callLog.append(workspaceId, payload, events);
}

function talking(
	{ since, segments }: Extract<ConversationNow, { kind: 'talking' }>,
	subject: Subject,
	deps: PipelineDeps,
): FollowingEvent[] {
	const { callId, conversationId, begunAt } = subject.payload;
	// Who came by a link is not kept waiting: the talk begins with the first look that finds it.
	const at = since ?? deps.clock.now();
	const answered = subject.history?.call?.state === 'answered';
	const state = { state: 'answered', startedAt: toInstant(begunAt), answeredAt: toInstant(at) } as const;
	const data = callData(subject, state);
	const first: FollowingEvent = {
		name: 'call.answered',
		id: `assistant|answered|${conversationId}`,
		data,
		at,
	};
	const lines = segments.map((segment): FollowingEvent => {
		const spokenAt = begunAt + segment.startMs;
		return {
			name: 'transcript.segment',
			id: `segment|${segment.segmentId}`,
			data: { callId, segment },
			at: spokenAt,
		};
	});
	return answered ? lines : [first, ...lines];
}

function lost(subject: Subject, deps: PipelineDeps): FollowingEvent {
	const endedAt = toInstant(deps.clock.now());
	const data = callData(subject, { state: 'ended', endedAt, endReason: 'failed' });
	return { name: 'call.ended', id: `assistant|lost|${subject.payload.conversationId}`, data };
}

type CallState = Parameters<typeof assistantCall>[3];

function callData({ payload, history, tools }: Subject, state: CallState): CallData {
	const setup = { agentId: payload.agentId, provider: tools.provider, tools: tools.tools };
	const { e164, name } = history?.call?.remote ?? {};
	return assistantCall(setup, payload, { number: e164, name: payload.guest ?? name ?? '' }, state);
}
