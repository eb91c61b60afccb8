import type { Routing, StoredEvent } from '../store/ports.ts';
import { routingKey } from './audience.ts';

const MOST_SUBJECTS = 20_000;

/** By which routings each recent call was told of, so that who saw it ring also sees it end. */
export interface Subjects {
	/** Takes this event's routing to those of its subject. */
	note(event: StoredEvent): void;
	/** Those that decide who is told of it. */
	of(subject: string): Routing[] | undefined;
}

export function createSubjects(limit = MOST_SUBJECTS): Subjects {
	const bySubject = new Map<string, Told[]>();
	return {
		note(event) {
			const known = bySubject.get(event.subject) ?? [];
			const told = toldBy(event);
			const isNew = !known.some(
				(one) => one.follows === told.follows && routingKey(one) === routingKey(told),
			);
			// Put last: those not heard of for longest go first.
			bySubject.delete(event.subject);
			bySubject.set(event.subject, isNew ? [...known, told] : known);
			if (bySubject.size > limit) {
				const [oldest] = bySubject.keys();
				if (oldest !== undefined) bySubject.delete(oldest);
			}
		},
		of(subject) {
			const known = bySubject.get(subject);
			return known && deciding(known);
		},
	};
}

/** The routings that decide who is told of the subject that these are all events of. */
export function routingsOf(events: readonly StoredEvent[]): Routing[] {
	return deciding(events.map(toldBy));
}

interface Told extends Routing {
	/** It names nobody of ours because its call does. */
	follows: boolean;
}

const followers =
	/^ringside\.(call\.recording\.|stage\.changed$|recording\.removed$|voicemail\.|transcript\.|extraction\.|crm\.|inbox\.|booking\.offered$)/;

function toldBy({ type, connectionId, agentUserId, agentKey, localE164 }: StoredEvent): Told {
	const namesNobody = !agentUserId && !agentKey && !localE164;
	return { connectionId, agentUserId, agentKey, localE164, follows: namesNobody && followers.test(type) };
}

/** A transcript goes where its call went, and not to all of the workspace because it names no number itself. */
function deciding(told: Told[]): Told[] {
	const own = told.filter(({ follows }) => !follows);
	return own.length > 0 ? own : told;
}
