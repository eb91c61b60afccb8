import { z } from 'zod';
import type { JobOutcome } from '../../jobs/job.ts';
import type { JobTools, ProviderJob } from '../../jobs/provider-job.ts';
import type { Asked } from '../vendor.ts';
import { createGet, type Get } from './api.ts';
import { isConversation } from './mail.ts';
import { isReached, openProgress, type ProgressLog } from './progress.ts';
import { HistoryId, HistoryPage, MessagePage, Profile } from './schema.ts';
import { type Counts, storeMails } from './store-mails.ts';

export const READ_HISTORY = 'gmail.read-history';

/** Days of mail that are read where there is no place to go on from. */
const SYNC_DAYS = 7;
/** Messages: small enough that Gmail's quota of a minute suffices for several, so that each page is progress. */
const PAGE_SIZE = 100;
const SOON_MS = 5_000;

const Payload = z.object({ historyId: HistoryId });

/** One run over a mailbox. */
interface Reading {
	tools: JobTools;
	get: Get;
	progress: ProgressLog;
	counts: Counts;
	/** All recent mail was read in this run. */
	synced: boolean;
}

/** Reads what has changed since the last time, whatever history id the push named. */
export const readHistory: ProviderJob = async (job, tools) => {
	const pushed = Payload.safeParse(job.payload);
	if (!pushed.success) return { kind: 'give-up', reason: 'The job names no history id.' };
	const progress = await openProgress(tools);
	if (!progress.sync && isReached(pushed.data.historyId, progress.historyId)) return { kind: 'done' };
	const { notBefore = 0 } = progress;
	if (notBefore > tools.clock.now()) {
		return { kind: 'retry', reason: 'Gmail asked to be left alone for a while.', at: notBefore };
	}
	const counts = { stored: 0, passedOver: 0, unreadable: 0 };
	const reading: Reading = { tools, get: createGet(tools.ask), progress, counts, synced: false };
	const begin = progress.sync || progress.historyId === undefined ? readRecent : readChanges;
	const outcome = await begin(reading);
	tools.report({ ...counts });
	return outcome;
};

async function readChanges(reading: Reading): Promise<JobOutcome> {
	const { get, progress } = reading;
	const query = { startHistoryId: progress.historyId ?? '', historyTypes: 'messageAdded' };
	let pageToken: string | undefined;
	do {
		const page = await get(pathOf('history', { ...query, pageToken }), HistoryPage);
		// Gmail keeps history for about a week.
		if (page.kind === 'gone') return reading.synced ? later('Gmail has no history.') : readRecent(reading);
		if (page.kind !== 'read') return stopped(page, reading);
		const trouble = await storeMails(addedIn(page.value), reading);
		if (trouble) return trouble.kind === 'lost' ? lost(reading) : stopped(trouble, reading);
		pageToken = page.value.nextPageToken;
		const reached = pageToken ? lastOf(page.value) : page.value.historyId;
		if (reached && !(await progress.move({ historyId: reached }))) return lost(reading);
	} while (pageToken);
	return { kind: 'done' };
}

/** All mail of the last days, then what has come meanwhile. Goes on where an earlier run was interrupted. */
async function readRecent(reading: Reading): Promise<JobOutcome> {
	const { get, progress } = reading;
	const { historyId } = progress;
	if (!progress.sync) {
		// Before the listing: what comes during it is then read as a change.
		const profile = await get('profile', Profile);
		if (profile.kind !== 'read') return stopped(profile, reading);
		if (!(await progress.move({ historyId, sync: { from: profile.value.historyId } }))) return lost(reading);
	}
	while (progress.sync) {
		const { from, pageToken } = progress.sync;
		const q = `newer_than:${SYNC_DAYS}d {in:inbox in:sent}`;
		const page = await get(pathOf('messages', { q, pageToken }), MessagePage);
		if (page.kind !== 'read') {
			// A token of a page does not last for ever.
			if (page.kind === 'refused' || page.kind === 'unexpected')
				await progress.move({ historyId, sync: { from } });
			return stopped(page, reading);
		}
		const ids = (page.value.messages ?? []).map(({ id }) => id);
		const trouble = await storeMails(ids.reverse(), reading);
		if (trouble) return trouble.kind === 'lost' ? lost(reading) : stopped(trouble, reading);
		const next = page.value.nextPageToken;
		const moved = next ? { historyId, sync: { from, pageToken: next } } : { historyId: from };
		if (!(await progress.move(moved))) return lost(reading);
	}
	reading.synced = true;
	return readChanges(reading);
}

function pathOf(resource: string, query: Record<string, string | undefined>): string {
	const named = Object.entries({ ...query, maxResults: String(PAGE_SIZE) });
	const set = named.filter((entry): entry is [string, string] => entry[1] !== undefined);
	return `${resource}?${new URLSearchParams(set)}`;
}

/** Ids of messages that may be of interest, each once. */
function addedIn({ history = [] }: HistoryPage): string[] {
	const added = history.flatMap(({ messagesAdded = [] }) => messagesAdded.map(({ message }) => message));
	return [...new Set(added.filter(({ labelIds = [] }) => isConversation(labelIds)).map(({ id }) => id))];
}

/** How far this page goes, as records come in order; undefined where they did not. */
function lastOf({ history = [] }: HistoryPage): string | undefined {
	const ids = history.map(({ id }) => id);
	const inOrder = ids.every((id, index) => index === 0 || isReached(ids[index - 1] ?? '0', id));
	return inOrder ? ids.at(-1) : undefined;
}

/** Other pushes of this mailbox keep quiet as long, too. */
async function stopped(
	asked: Exclude<Asked<unknown>, { kind: 'read' }>,
	{ progress }: Reading,
): Promise<JobOutcome> {
	const { historyId, sync } = progress;
	if (asked.kind === 'later' && asked.at !== undefined) {
		await progress.move({ historyId, sync, notBefore: asked.at });
	}
	return outcomeOf(asked);
}

function outcomeOf(asked: Exclude<Asked<unknown>, { kind: 'read' }>): JobOutcome {
	switch (asked.kind) {
		case 'signed-out':
			return giveUp('Sign in to Gmail: without that no mail can be read.');
		case 'forbidden':
			return giveUp(`${asked.reason} Sign in to Gmail again and allow reading mail.`);
		case 'later':
			return { kind: 'retry', reason: asked.reason, ...(asked.at !== undefined && { at: asked.at }) };
		case 'unexpected':
		case 'refused':
			return later(asked.reason);
		case 'gone':
			return later('Gmail does not know this mailbox.');
		case 'too-large':
			return later('Gmail’s answer was too large.');
	}
}

function later(reason: string): JobOutcome {
	return { kind: 'retry', reason };
}

function giveUp(reason: string): JobOutcome {
	return { kind: 'give-up', reason };
}

/** Where the lease is gone too, this is heard by nobody. */
function lost({ tools }: Reading): JobOutcome {
	const at = tools.clock.now() + SOON_MS;
	return { kind: 'retry', reason: 'Another worker reads this mailbox.', at };
}
