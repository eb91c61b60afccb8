import { setTimeout } from 'node:timers/promises';
import { matchParty } from '../../lib/calls/index.ts';
import type { Party } from '../../lib/contract/call.ts';
import { type RingsideEvent, readEvent } from '../../lib/contract/event.ts';
import type { Lead } from '../../lib/contract/lead.ts';
import { partyKeys } from '../../lib/phone/index.ts';
import type { Answer, Inquiry, Provider } from '../providers/provider.ts';
import { type Leads, StoreUnavailable } from '../store/ports.ts';
import type { Reading } from './reading.ts';

/** A caller hears silence while this is looked up. */
const LOOK_UP_MS = 300;

/** The inquiry of that name; `undefined` also for names that every object has. */
export function inquiryOf(provider: Provider, name: string): Inquiry | undefined {
	return Object.hasOwn(provider.inquiries ?? {}, name) ? provider.inquiries?.[name] : undefined;
}

/** What the waiting sender is told of the ring that was read; undefined where it was none. */
export async function answerInquiry(
	inquiry: Inquiry,
	{ events }: Pick<Reading, 'events'>,
	workspaceId: string,
	leads: Pick<Leads, 'byKeys'>,
): Promise<Answer | undefined> {
	const [first] = events;
	const read = first && readEvent(JSON.parse(first.json));
	if (read?.kind !== 'event') return undefined;
	const party = callerOf(read.event);
	return party && inquiry.answer(read.event.subject, await inTime(knownAs(party, workspaceId, leads)));
}

function callerOf({ data }: RingsideEvent): Party | undefined {
	return 'remote' in data ? data.remote : undefined;
}

/** The one lead that the caller surely is: of a number that several share, none is greeted by name. */
async function knownAs(
	party: Party,
	workspaceId: string,
	leads: Pick<Leads, 'byKeys'>,
): Promise<Lead | undefined> {
	const keys = partyKeys(party).map(({ key }) => key);
	if (keys.length === 0) return undefined;
	const found = await leads.byKeys(workspaceId, keys);
	const matches = matchParty(party, found);
	const [only] = matches;
	if (!only || matches.length > 1 || only.rule === 'suffix') return undefined;
	return found.find((lead) => lead.leadId === only.leadId);
}

/** Nothing where it takes too long or cannot be read now: the call must not wait for us. */
async function inTime(looking: Promise<Lead | undefined>): Promise<Lead | undefined> {
	const given = new AbortController();
	const late = setTimeout(LOOK_UP_MS, undefined, { signal: given.signal }).catch(() => undefined);
	const found = looking.catch((error: unknown) => {
		if (error instanceof StoreUnavailable) return undefined;
		throw error;
	});
	try {
		return await Promise.race([found, late]);
	} finally {
		given.abort();
	}
}
