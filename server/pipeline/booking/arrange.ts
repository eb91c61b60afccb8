import type { AppointmentWish } from '../../../lib/contract/after-call.ts';
import { toInstant } from '../../clock.ts';
import type { Attendee } from '../../providers/bookings.ts';
import type { CallHistory } from '../call-log.ts';
import { bookingOf } from '../call-parts.ts';
import type { PipelineDeps } from '../deps.ts';
import { knownLead } from '../known-lead.ts';
import { lookAround } from './around.ts';
import { attendeeOf } from './attendee.ts';
import { type Desk, findDesk } from './desk.ts';
import { type Made, makeOnce, type NotMade, standingOf } from './once.ts';
import { type Teller, tellMade, tellOffer } from './tell.ts';
import { wishedOf } from './wished.ts';

/** A time that a person chose, UTC; `name`: of who it is for, as she entered it. */
export interface Chosen {
	startsAt: string;
	name?: string;
}

export interface Order {
	history: CallHistory;
	/** Without it, the wish itself is looked after. */
	chosen?: Chosen;
	teller: Teller;
	/** False once another worker has this work. */
	stillMine(): Promise<boolean>;
}

export type Arranged =
	/** Whatever is to be known of it stands in the log. */
	| { kind: 'told' }
	/** It did before. */
	| { kind: 'known' }
	/** Nobody wished for anything, or nobody makes appointments here. */
	| { kind: 'nothing' }
	| { kind: 'lost' }
	| { kind: 'not-set-up' }
	/** Neither mail nor number of the caller is known. */
	| { kind: 'nobody' }
	/** Another appointment was made for this call. */
	| { kind: 'made-before' }
	/** It was chosen too late. */
	| { kind: 'over' }
	| { kind: 'wait'; at: number }
	| { kind: 'failed'; asked: NotMade };

type Deps = Pick<
	PipelineDeps,
	'store' | 'clock' | 'settings' | 'directories' | 'findConnection' | 'providers' | 'vendorTools'
>;

/** A person waits for the answer. */
const TIMEOUT_MS = 10_000;

/** Offers what is free around the wish of a call, or makes the appointment: one for a call, whoever asks and however often. */
export async function arrange(order: Order, deps: Deps): Promise<Arranged> {
	const { history, chosen, teller } = order;
	const { workspaceId } = teller;
	if (history.call?.test) return { kind: 'nothing' };
	const found = await findDesk(workspaceId, deps);
	if (found.kind === 'none') return { kind: 'nothing' };
	const offered = bookingOf(history.events);
	if (offered?.booked) return isOther(offered.booked, chosen) ? { kind: 'made-before' } : { kind: 'known' };
	const wished = wishedOf(history);
	const wish = (chosen && offered?.wish) ?? wished?.wish;
	if (!wish) return { kind: 'nothing' };
	if (found.kind === 'incomplete') return { kind: 'not-set-up' };
	const lead = await knownLead(workspaceId, history, deps.store.leads);
	const attendee = attendeeOf(history, lead, chosen?.name);
	const isSure = wished?.isSure ?? false;
	return settle({ ...order, desk: found.desk, wish, isSure, attendee }, deps);
}

interface Work extends Order {
	desk: Desk;
	wish: AppointmentWish;
	isSure: boolean;
	attendee?: Attendee;
}

function isOther(booked: { startsAt: string }, chosen: Chosen | undefined): boolean {
	return chosen !== undefined && Date.parse(booked.startsAt) !== Date.parse(chosen.startsAt);
}

/** What an earlier try made comes before anything else: by now its time would look taken. */
async function settle(work: Work, deps: Deps): Promise<Arranged> {
	const standing = await standingOf(makingsOf(work), deps);
	if (standing.kind === 'made') {
		await tellMade(work.teller, work.history, work.wish, standing.made);
		return isOther(standing.made.booking, work.chosen) ? { kind: 'made-before' } : { kind: 'told' };
	}
	if (standing.kind !== 'free') return standing;
	const { key } = standing;
	return work.chosen ? make(work, work.chosen.startsAt, key, deps) : look(work, key, deps);
}

async function look(work: Work, key: string, deps: Deps): Promise<Arranged> {
	const { wish, desk, attendee, teller, history, isSure } = work;
	if (Date.parse(wish.startsAt) < deps.clock.now() && wish.hasTime) return { kind: 'nothing' };
	const around = await lookAround(wish, desk);
	if (around.kind !== 'read') return { kind: 'failed', asked: around };
	if (!(await work.stillMine())) return { kind: 'lost' };
	if (desk.booksAlone && around.value.isFree && isSure && attendee)
		return make(work, wish.startsAt, key, deps);
	await tellOffer(teller, history, wish, around.value, false);
	return { kind: 'told' };
}

async function make(work: Work, startsAt: string, key: string, deps: Deps): Promise<Arranged> {
	const { desk, attendee, wish, teller, history } = work;
	if (!attendee) return { kind: 'nobody' };
	if (Date.parse(startsAt) <= deps.clock.now()) return { kind: 'over' };
	if (!(await work.stillMine())) return { kind: 'lost' };
	const { callId } = history;
	const start = toInstant(Date.parse(startsAt));
	const { timeZone } = wish;
	const { eventTypeId } = desk;
	const order = { eventTypeId, startsAt: start, timeZone, attendee, reference: callId };
	const made = await makeOnce(
		makingsOf(work),
		key,
		() => desk.bookings.book({ ...order, timeoutMs: TIMEOUT_MS }, desk.tools),
		deps,
	);
	if (made.kind !== 'made') return notMade(work, start, made);
	await tellMade(teller, history, wish, made.made);
	return { kind: 'told' };
}

/** A refused time that is no longer free was taken; one that still is was refused for another reason. */
async function notMade(work: Work, start: string, made: Exclude<Made, { kind: 'made' }>): Promise<Arranged> {
	if (made.kind === 'wait' || made.asked.kind !== 'refused') return made;
	const { wish, desk, teller, history } = work;
	const around = await lookAround(wish, desk);
	if (around.kind !== 'read') return { kind: 'failed', asked: around };
	if (around.value.free.includes(start)) return made;
	await tellOffer(teller, history, wish, around.value, true);
	return { kind: 'told' };
}

function makingsOf({ desk, history, attendee, teller }: Work) {
	const { callId } = history;
	const { bookings, eventTypeId, tools } = desk;
	return {
		...{ workspaceId: teller.workspaceId, callId },
		find: (since: number) =>
			bookings.find({ eventTypeId, reference: callId, since, attendee: attendee ?? { name: '' } }, tools),
	};
}
