import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { WebhookActions, WebhookSecret, WebhookTest } from '../../components/setup/webhooks/webhooks.ts';
import { WebhooksSection } from '../../components/setup/webhooks/webhooks-section.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import { systemClock } from '../../lib/clock.ts';
import type { OutgoingWebhookView } from '../../lib/contract/index.ts';
import { type OutgoingWebhooksApi, outgoingWebhooksApi } from '../../lib/server-api/outgoing-webhooks-api.ts';
import { askServer } from './ask-server.ts';
import { copy } from './clipboard.ts';
import { troubleOf } from './trouble.ts';
import { useRun } from './use-run.ts';

const REFRESH_MS = 10_000;

/** Where events are sent on to, for admins. */
export function WebhooksPage({ send }: { send: typeof fetch }) {
	const api = useMemo(() => outgoingWebhooksApi(send), [send]);
	const list = useWebhooks(api);
	const { refresh } = list;
	const { isBusy, trouble, run } = useRun();
	const [secret, setSecret] = useState<WebhookSecret>();
	const [test, setTest] = useState<WebhookTest>();
	const [addedCount, setAddedCount] = useState(0);

	const actions: WebhookActions = {
		async add(entry) {
			const added = await run((as) => api.add(as, entry), refresh);
			if (!added) return;
			setSecret({ webhookId: added.webhook.webhookId, secret: added.secret });
			setAddedCount((count) => count + 1);
		},
		setEnabled: (id, enabled) => void run((as) => api.change(as, id, { enabled }), refresh),
		async test(webhookId) {
			setTest(undefined);
			const tested = await run((as) => api.test(as, webhookId), refresh);
			if (tested) setTest({ webhookId, ...tested });
		},
		remove: (id) => void run((as) => api.remove(as, id), refresh),
		copy,
	};
	return (
		<WebhooksSection
			{...{ webhooks: list.webhooks, secret, test, isBusy, actions, addedCount }}
			trouble={trouble ?? list.trouble}
			now={systemClock.now()}
		/>
	);
}

function useWebhooks(api: OutgoingWebhooksApi) {
	const [webhooks, setWebhooks] = useState<readonly OutgoingWebhookView[]>();
	const [trouble, setTrouble] = useState<Trouble>();
	const refresh = useCallback(async () => {
		const answer = await askServer(api.list);
		setTrouble(troubleOf(answer));
		if (answer.kind === 'ok') setWebhooks(answer.value.webhooks);
	}, [api]);
	useEffect(() => {
		void refresh();
		const id = setInterval(() => void refresh(), REFRESH_MS);
		return () => clearInterval(id);
	}, [refresh]);
	return { webhooks, trouble, refresh };
}
