import type { Routing, StoredEvent } from '../store/ports.ts';
import { routingKey } from './audience.ts';

const MOST_SUBJECTS = 20_000;

/** By which routings each recent call was told of, so that who saw it ring also sees it end. */
export interface Subjects {
	/** The routings of the event's subject, this event's included. */
	note(event: StoredEvent): Routing[];
	of(subject: string): Routing[] | undefined;
}

export function createSubjects(limit = MOST_SUBJECTS): Subjects {
	const bySubject = new Map<string, Routing[]>();
	return {
		note(event) {
			const known = bySubject.get(event.subject) ?? [];
			const isNew = !known.some((routing) => routingKey(routing) === routingKey(event));
			const routings = isNew ? [...known, routingOf(event)] : known;
			// Put last: those not heard of for longest go first.
			bySubject.delete(event.subject);
			bySubject.set(event.subject, routings);
			if (bySubject.size > limit) {
				const [oldest] = bySubject.keys();
				if (oldest !== undefined) bySubject.delete(oldest);
			}
			return routings;
		},
		of: (subject) => bySubject.get(subject),
	};
}

function routingOf({ connectionId, agentUserId, localE164 }: StoredEvent): Routing {
	return { connectionId, agentUserId, localE164 };
}
