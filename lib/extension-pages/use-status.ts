import { useEffect, useState } from 'preact/hooks';
import { messenger } from '../messages/messenger.ts';
import type { ExtensionStatus } from '../messages/protocol.ts';

const REFRESH_MS = 5_000;

/** The worker's state, kept fresh; undefined until the worker first answers. */
export function useStatus(): { status?: ExtensionStatus; refresh(): Promise<void> } {
	const [status, setStatus] = useState<ExtensionStatus>();
	const refresh = async () => {
		const fresh = await messenger.sendMessage('status', undefined).catch(() => undefined);
		if (fresh) setStatus(fresh);
	};
	useEffect(() => {
		void refresh();
		const id = setInterval(() => void refresh(), REFRESH_MS);
		const stop = messenger.onMessage('statusChanged', ({ data }) => setStatus(data));
		return () => {
			clearInterval(id);
			stop();
		};
	}, []);
	return { status, refresh };
}
