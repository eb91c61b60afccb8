import { z } from 'zod';
import type { JobOutcome } from '../../jobs/job.ts';
import type { JobTools, ProviderJob } from '../../jobs/provider-job.ts';
import { IsoInstant } from '../times.ts';
import type { Asked } from '../vendor.ts';
import { createGet, type Get } from './api.ts';
import { eventsOf, isQueued } from './message-events.ts';
import { readMessages } from './message-store.ts';
import { Message, ProviderId } from './schema.ts';

/** One message by its id: `{ connectionId, messageId }`. */
const One = z.object({ messageId: ProviderId });

/** All that are new around a time, where the notification names none: `{ connectionId, since }`. */
const Since = z.object({ since: IsoInstant });

/** A message is older than the notification that counts it. */
const BEFORE_MS = 10 * 60_000;
/** Until when RingCentral asked to be left alone, ms since 1970. */
const QUIET_UNTIL = 'quiet-until';

type Trouble = Exclude<Asked<never>, { kind: 'read' }>;

/** Reads one message of the message store. */
export const fetchMessage: ProviderJob = async (job, tools) => {
	const wanted = One.safeParse(job.payload);
	if (!wanted.success) return { kind: 'give-up', reason: 'The job names no message.' };
	return withToken(tools, async (get) => {
		const asked = await get(`message-store/${encodeURIComponent(wanted.data.messageId)}`, Message);
		// Deleted meanwhile.
		if (asked.kind === 'gone') return { kind: 'done' };
		if (asked.kind !== 'read') return stopped(asked, tools);
		return store([asked.value], tools);
	});
};

/** Reads what is new since a time. */
export const fetchMessages: ProviderJob = async (job, tools) => {
	const wanted = Since.safeParse(job.payload);
	if (!wanted.success) return { kind: 'give-up', reason: 'The job names no time.' };
	const since = Date.parse(wanted.data.since) - BEFORE_MS;
	return withToken(tools, async (get) => {
		const asked = await readMessages(since, get);
		return asked.kind === 'read' ? store(asked.value, tools) : stopped(asked, tools);
	});
};

async function withToken(tools: JobTools, run: (get: Get) => Promise<JobOutcome>): Promise<JobOutcome> {
	const quietUntil = Number((await tools.state(QUIET_UNTIL)) ?? 0);
	// Not an attempt: asking now would only make the limit last longer.
	if (quietUntil > tools.clock.now()) return { kind: 'again', at: quietUntil };
	return run(createGet(tools.ask));
}

async function store(messages: Message[], tools: JobTools): Promise<JobOutcome> {
	const events = messages.flatMap((message) => eventsOf(message, tools.connection));
	if (!(await tools.append(events))) return { kind: 'retry', reason: 'Another worker reads this message.' };
	tools.report({
		stored: events.length,
		passedOver: messages.length - new Set(events.map(({ subject }) => subject)).size,
	});
	// Nothing is called sent that is not.
	return messages.some(isQueued)
		? { kind: 'retry', reason: 'RingCentral has not sent the message yet.' }
		: { kind: 'done' };
}

/** Other jobs of this connection keep quiet as long, too. */
async function stopped(asked: Trouble, tools: JobTools): Promise<JobOutcome> {
	if (asked.kind === 'later' && asked.at !== undefined) {
		const expected = await tools.state(QUIET_UNTIL);
		await tools.setState(QUIET_UNTIL, { expected, value: String(asked.at) });
	}
	return outcomeOf(asked);
}

function outcomeOf(asked: Trouble): JobOutcome {
	switch (asked.kind) {
		case 'signed-out':
			return giveUp('Sign in to RingCentral: without that no message can be read.');
		case 'forbidden':
			return giveUp(`${asked.reason} The app needs the permission Read Messages; then sign in again.`);
		case 'refused':
			return giveUp(asked.reason);
		case 'gone':
			return giveUp('RingCentral does not know this extension.');
		case 'later':
			return { kind: 'retry', reason: asked.reason, ...(asked.at !== undefined && { at: asked.at }) };
		case 'unexpected':
			return { kind: 'retry', reason: asked.reason };
		case 'too-large':
			return giveUp('RingCentral’s answer was too large.');
	}
}

function giveUp(reason: string): JobOutcome {
	return { kind: 'give-up', reason };
}
