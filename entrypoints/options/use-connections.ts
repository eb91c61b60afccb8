import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SetupData } from '../../components/setup/connections/connections-section.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import { messenger } from '../../lib/messages/messenger.ts';
import type { SetupApi } from '../../lib/server-api/setup-api.ts';
import { askServer } from './ask-server.ts';
import { troubleOf } from './trouble.ts';

const SLOW_MS = 15_000;
const FAST_MS = 2_000;

export interface Connections extends SetupData {
	trouble: Trouble | undefined;
	refresh(): Promise<void>;
}

/** Providers and connections, kept fresh: `isWatched` while something is expected to change any moment. */
export function useConnections(api: SetupApi, isPaired: boolean, isWatched: boolean): Connections {
	const [data, setData] = useState<SetupData>({});
	const [trouble, setTrouble] = useState<Trouble>();
	const refresh = useCallback(async () => {
		if (!isPaired) return setData({});
		const [providers, connections] = await Promise.all([
			askServer(api.providers),
			askServer(api.connections),
		]);
		setTrouble(troubleOf(connections) ?? troubleOf(providers));
		setData((before) => ({
			providers: providers.kind === 'ok' ? providers.value.providers : before.providers,
			connections: connections.kind === 'ok' ? connections.value.connections : before.connections,
		}));
	}, [api, isPaired]);
	useEffect(() => {
		void refresh();
		const id = setInterval(() => void refresh(), isWatched ? FAST_MS : SLOW_MS);
		return () => clearInterval(id);
	}, [refresh, isWatched]);
	useEffect(() => messenger.onMessage('connectionChanged', () => void refresh()), [refresh]);
	return { ...data, trouble, refresh };
}
