import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { OwnNamePanel } from '../../components/setup/about/own-name.tsx';
import { teamApi } from '../../lib/server-api/team-api.ts';
import { askServer } from './ask-server.ts';
import { copy } from './clipboard.ts';
import { useRun } from './use-run.ts';

/** Her own name, to change: of whatever role she is. */
export function OwnName({ send }: { send: typeof fetch }) {
	const api = useMemo(() => teamApi(send), [send]);
	const [name, setName] = useState<string>();
	const { isBusy, trouble, run } = useRun();
	const refresh = useCallback(async () => {
		const me = await askServer(api.me);
		if (me.kind === 'ok') setName(me.value.userName);
	}, [api]);
	useEffect(() => void refresh(), [refresh]);
	return (
		<OwnNamePanel
			{...{ name, isBusy, trouble }}
			onRename={(wanted) => void run((as) => api.renameMe(as, wanted), refresh)}
			onCopy={copy}
		/>
	);
}
