import type { ConnectionStatus } from '../contract/connection.ts';
import type { NotifyPort } from './notifier.ts';

export interface TroubleWords {
	/** e.g. `Webex Calling needs attention`. @param provider its id */
	title(provider: string): string;
	/** What was found, in her language; a general word where nothing was said. */
	detail(status: ConnectionStatus): string;
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
	heard(status: ConnectionStatus): Promise<void>;
	/** The same port, whose badge shows a mark while something is broken and no call wants it. */
	port: NotifyPort;
}

const PREFIX = 'trouble:';
const MARK = '!';

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

	async function change(status: ConnectionStatus): Promise<void> {
		const id = PREFIX + status.connectionId;
		const tell = troubled.has(status.connectionId)
			? port.notify(id, words.title(status.provider), words.detail(status))
			: port.clear(id);
		await Promise.allSettled([memory.write(Object.fromEntries(troubled)), tell, showBadge()]);
	}

	return {
		async heard(status) {
			const { connectionId, state, problem } = status;
			const before = troubled.get(connectionId);
			const after = state === 'attention' ? (problem?.severity ?? 'attention') : undefined;
			if (after) troubled.set(connectionId, after);
			else troubled.delete(connectionId);
			const isNews =
				after === undefined ? before !== undefined : before === undefined || isWorse(before, after);
			if (isNews) await change(status);
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
