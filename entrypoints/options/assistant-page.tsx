import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiKeys } from '../../components/setup/assistant/api-keys.tsx';
import { AssistantForm } from '../../components/setup/assistant/assistant-form.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import { systemClock } from '../../lib/clock.ts';
import type { ApiKeyView } from '../../lib/contract/api-key.ts';
import type { SettingsApi } from '../../lib/server-api/settings-api.ts';
import { askServer } from './ask-server.ts';
import { copy } from './clipboard.ts';
import type { SetupState } from './connections-page.tsx';
import { connectionsOf, Troubled } from './settings-pages.tsx';
import { troubleOf } from './trouble.ts';
import { type FormTools, useForm } from './use-form.ts';
import { useRun } from './use-run.ts';

/** The assistant that calls, and who may have it call; for admins. */
export function AssistantPage({ setup, ...tools }: FormTools & { setup: SetupState }) {
	const assistant = useForm('assistant', tools);
	const keys = useApiKeys(tools.api);
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	return (
		<Troubled troubles={[assistant.trouble]}>
			{assistant.form && (
				<AssistantForm
					form={assistant.form}
					voices={connectionsOf(setup, 'elevenlabs')}
					timeZone={timeZone}
					onCopy={copy}
				/>
			)}
			<ApiKeys {...keys} now={systemClock.now()} onCopy={copy} />
		</Troubled>
	);
}

function useApiKeys(api: SettingsApi) {
	const [keys, setKeys] = useState<readonly ApiKeyView[]>();
	const [made, setMade] = useState<{ keyId: string; secret: string }>();
	const [listTrouble, setListTrouble] = useState<Trouble>();
	const { isBusy, trouble, run } = useRun();
	const refresh = useCallback(async () => {
		const answer = await askServer(api.apiKeys);
		setListTrouble(troubleOf(answer));
		if (answer.kind === 'ok') setKeys(answer.value.keys);
	}, [api]);
	useEffect(() => void refresh(), [refresh]);
	return {
		...{ keys, made, isBusy, trouble: trouble ?? listTrouble },
		onAdd: async (name: string) => {
			const added = await run((as) => api.addApiKey(as, name), refresh);
			if (added) setMade({ keyId: added.key.keyId, secret: added.secret });
		},
		onRevoke: (keyId: string) => void run((as) => api.revokeApiKey(as, keyId), refresh),
	};
}
