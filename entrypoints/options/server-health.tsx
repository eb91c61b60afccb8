import { useEffect, useState } from 'preact/hooks';
import { ServerPanel } from '../../components/setup/server-panel.tsx';
import { systemClock } from '../../lib/clock.ts';
import type { CheckView } from '../../lib/contract/setup.ts';
import type { SetupApi } from '../../lib/server-api/setup-api.ts';
import { askServer } from './ask-server.ts';
import { openPage } from './use-wizard.ts';

const REFRESH_MS = 30_000;

/** What the doctor found of the server itself; nothing where it has not said. */
export function ServerHealth({ api }: { api: SetupApi }) {
	const [checks, setChecks] = useState<readonly CheckView[]>();
	const [isBusy, setBusy] = useState(false);
	async function read(ask: SetupApi['checks']): Promise<void> {
		const answer = await askServer(ask);
		if (answer.kind === 'ok') setChecks(answer.value.installation);
	}
	useEffect(() => {
		void read(api.checks);
		const id = setInterval(() => void read(api.checks), REFRESH_MS);
		return () => clearInterval(id);
	}, [api]);
	if (!checks) return null;
	return (
		<ServerPanel
			{...{ checks, isBusy }}
			now={systemClock.now()}
			onCheck={() => {
				setBusy(true);
				void read(api.checkAll).then(() => setBusy(false));
			}}
			onOpen={(url) => void openPage(url)}
		/>
	);
}
