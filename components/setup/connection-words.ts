import type { ConnectionView } from '../../lib/contract/index.ts';
import type { ConnectionState, ExtensionStatus } from '../../lib/messages/protocol.ts';
import type { Tone } from '../ui/notice.tsx';
import { timeAgo } from '../ui/time.ts';
import type { Words } from '../ui/words.ts';
import { connectionTone } from './connections/state.ts';

/** Silence beyond this is said as trouble: the server speaks every 20 s. */
const QUIET_MS = 45_000;

/** The connection in words: what is, and what it means for her. `now` in ms since 1970. */
export function connectionWords(
	{ connection, server }: Pick<ExtensionStatus, 'connection' | 'server'>,
	now: number,
	words: Words,
): { tone: Tone; title: string; detail?: string; technical?: string } {
	const name = hostOf(server?.url);
	switch (connection.kind) {
		case 'unpaired':
			return { tone: 'warn', title: words('state_unpaired'), detail: words('overview_pair') };
		case 'connecting':
			return {
				tone: connection.attempt > 1 ? 'warn' : 'calm',
				title: connectingTitle(connection, name, words),
				detail: words('state_waiting'),
				technical: connection.lastFailure,
			};
		case 'online': {
			const isQuiet = now - connection.lastHeardAt > QUIET_MS;
			const when = timeAgo(connection.lastHeardAt, now, words.locale);
			return { tone: isQuiet ? 'warn' : 'good', title: words('state_online', { server: name, when }) };
		}
		case 'offline':
			return { tone: 'warn', title: words('state_offline') };
		case 'refused':
			return { tone: 'bad', title: words('state_refused'), detail: words('state_refused_mend') };
	}
}

function connectingTitle(
	{ attempt }: Extract<ConnectionState, { kind: 'connecting' }>,
	server: string,
	words: Words,
): string {
	if (attempt <= 1) return words('state_connecting', { server });
	return words('state_reconnecting', { server, attempt: String(attempt) });
}

/** A server as people name it, e.g. `ringside.example.com`. */
export function hostOf(url: string | undefined): string {
	return (url && URL.parse(url)?.host) || '…';
}

export type FirstThing = 'pair' | 'wait' | 'site' | 'provider' | 'leads' | undefined;

/** The one thing to do first; undefined when all is well. */
export function firstThing(
	{ connection, sites, leads }: ExtensionStatus,
	connections: readonly ConnectionView[],
): FirstThing {
	if (connection.kind === 'unpaired' || connection.kind === 'refused') return 'pair';
	if (sites.length === 0) return 'site';
	if (connection.kind !== 'online') return 'wait';
	if (connections.some((one) => connectionTone(one) === 'bad')) return 'provider';
	return leads.count === 0 && leads.total === 0 ? 'leads' : undefined;
}
