import type { ConnectionView } from '../../../lib/contract/index.ts';
import type { CheckView } from '../../../lib/contract/setup.ts';
import type { Tone } from '../../ui/notice.tsx';
import { timeAgo } from '../../ui/time.ts';
import type { Words } from '../../ui/words.ts';

const rank: Record<CheckView['state'], number> = { broken: 0, attention: 1, unknown: 2, ok: 3 };

/** Checks, the worst first; the server's order among equals. */
export function sortedChecks({ checks = [] }: Pick<ConnectionView, 'checks'>): CheckView[] {
	return checks.toSorted((a, b) => rank[a.state] - rank[b.state]);
}

/** The one check that she should see to; undefined where all is well. */
export function worstCheck(connection: Pick<ConnectionView, 'checks'>): CheckView | undefined {
	const [worst] = sortedChecks(connection);
	return worst && (worst.state === 'broken' || worst.state === 'attention') ? worst : undefined;
}

/** How a connection is, at a glance. */
export function connectionTone(connection: Pick<ConnectionView, 'checks' | 'signIn' | 'state'>): Tone {
	const worst = worstCheck(connection);
	if (worst?.state === 'broken' || connection.signIn?.state === 'needed') return 'bad';
	if (worst || connection.state === 'attention' || connection.signIn?.state === 'ending') return 'warn';
	return connection.state === 'waiting' ? 'calm' : 'good';
}

/** Its state in one line, e.g. `Ringing in, last event 2 min ago · sign-in lasts until 5 Dec 2026`. */
export function connectionLine(connection: ConnectionView, now: number, words: Words): string {
	return [stateWords(connection, now, words), signInWords(connection, words)].filter(Boolean).join(' · ');
}

function stateWords({ state, lastEventAt, signIn }: ConnectionView, now: number, words: Words): string {
	if (signIn?.state === 'needed') return words('connection_signed_out');
	if (lastEventAt !== undefined) {
		const when = timeAgo(Date.parse(lastEventAt), now, words.locale);
		return words(state === 'attention' ? 'connection_last_event' : 'connection_ok', { when });
	}
	return words(state === 'attention' ? 'connection_attention' : 'connection_waiting');
}

function signInWords({ signIn }: ConnectionView, words: Words): string {
	if (!signIn?.endsAt || signIn.state === 'needed') return '';
	const when = new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium' }).format(
		Date.parse(signIn.endsAt),
	);
	return words(signIn.state === 'ending' ? 'connection_sign_in_ends' : 'connection_sign_in_until', { when });
}

/** A person who has not connected her own account yet. */
export interface Missing {
	userId: string;
	name: string;
}

/** Of everybody, those without a connection of this provider that works without them. */
export function missingPeople(
	provider: string,
	connections: readonly ConnectionView[],
	people: readonly Missing[],
): Missing[] {
	const signedIn = new Set(
		connections
			.filter((one) => one.provider === provider && one.state !== 'removed' && one.signIn?.state !== 'needed')
			.map(({ ownerUserId }) => ownerUserId),
	);
	return people.filter(({ userId }) => !signedIn.has(userId));
}
