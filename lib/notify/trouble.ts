import type { ConnectionStatus } from '../contract/connection.ts';
import type { NotifyPort } from './notifier.ts';

/** How a connection is; without one, the server itself. */
export type Health = Pick<ConnectionStatus, 'state' | 'problem'> &
	Partial<Pick<ConnectionStatus, 'connectionId' | 'provider'>>;

export interface TroubleWords {
	/** e.g. `Webex Calling needs attention`. @param provider its id; undefined: the server */
	title(provider: string | undefined): string;
	/** What was found, in her language; a general word where nothing was said. */
	detail(health: Health): string;
}

/** How bad it is, by connection. */
export type Troubles = Record<string, 'attention' | 'broken'>;

/** What needs somebody, kept over the worker's life. */
export interface TroubleMemory {
	read(): Promise<Troubles>;
	write(troubles: Troubles): Promise<void>;
}

export interface TroubleKeeper {
	/** Told when a connection needs somebody and once more when it breaks; taken back when it is well again. */
	heard(health: Health): Promise<void>;
	/** The same port, whose badge shows a mark while something is broken and no call wants it. */
	port: NotifyPort;
}

const PREFIX = 'trouble:';
const MARK = '!';
/** Stands for the server among the connections. */
const SERVER = 'server';

/** Whether a notification is about a connection in trouble. */
export function isTroubleNotification(id: string): boolean {
	return id.startsWith(PREFIX);
}

const isWorse = (before: string, after: string) => before === 'attention' && after === 'broken';

/** Keeps the badge and the notifications of connections that need somebody. */
export async function troubleKeeper(
	port: NotifyPort,
	words: TroubleWords,
	memory: TroubleMemory,
): Promise<TroubleKeeper> {
	const troubled = new Map(Object.entries(await memory.read()));
	let calls = '';
	const showBadge = () => port.badge(calls || (troubled.size > 0 ? MARK : ''));
	// A browser that shows no badge must not keep the engine from starting.
	await showBadge().catch(() => undefined);

	async function change(key: string, status: Health): Promise<void> {
		const id = PREFIX + key;
		const tell = troubled.has(key)
			? port.notify(id, words.title(status.provider), words.detail(status))
			: port.clear(id);
		await Promise.allSettled([memory.write(Object.fromEntries(troubled)), tell, showBadge()]);
	}

	return {
		async heard(status) {
			const { connectionId = SERVER, state, problem } = status;
			const before = troubled.get(connectionId);
			const after = state === 'attention' ? (problem?.severity ?? 'attention') : undefined;
			if (after) troubled.set(connectionId, after);
			else troubled.delete(connectionId);
			const isNews =
				after === undefined ? before !== undefined : before === undefined || isWorse(before, after);
			if (isNews) await change(connectionId, status);
		},
		port: {
			...port,
			badge(text) {
				calls = text;
				return showBadge();
			},
		},
	};
}
