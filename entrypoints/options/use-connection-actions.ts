import { useState } from 'preact/hooks';
import type { ConnectionActions } from '../../components/setup/connections/connection-card.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import type { ConnectionView } from '../../lib/contract/index.ts';
import type { CheckView, ProviderCard } from '../../lib/contract/setup.ts';
import type { SetupApi } from '../../lib/server-api/setup-api.ts';
import { askServer } from './ask-server.ts';
import { troubleOf } from './trouble.ts';
import { openPage, type WizardControl } from './use-wizard.ts';

interface Parts {
	api: SetupApi;
	providers: readonly ProviderCard[];
	wizard: WizardControl;
	refresh(): Promise<void>;
	onTestRing(): void;
	copy(text: string): void;
}

/** What the buttons of a connection's card do. */
export function useConnectionActions({ api, providers, wizard, refresh, onTestRing, copy }: Parts) {
	const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
	const [trouble, setTrouble] = useState<Trouble>();
	const [left, setLeft] = useState<readonly string[]>();

	async function run<T>(
		{ connectionId }: ConnectionView,
		ask: Parameters<typeof askServer<T>>[0],
	): Promise<T | undefined> {
		setBusy((ids) => new Set([...ids, connectionId]));
		setLeft(undefined);
		const answer = await askServer(ask);
		setTrouble(troubleOf(answer));
		await refresh();
		setBusy((ids) => new Set([...ids].filter((id) => id !== connectionId)));
		return answer.kind === 'ok' ? answer.value : undefined;
	}
	const cardOf = ({ provider }: ConnectionView) => providers.find((card) => card.provider === provider);

	const actions: ConnectionActions = {
		act: (connection, check) => void act(connection, check),
		signIn(connection) {
			const card = cardOf(connection);
			if (card) void wizard.signIn(card, connection.connectionId);
		},
		check: (one) => void run(one, (as) => api.check(as, one.connectionId)),
		repair: (one) => void run(one, (as) => api.repair(as, one.connectionId)),
		passOn: (one, name) => void run(one, (as) => api.passOn(as, one.connectionId, name)),
		guide: (one) => void wizard.showGuide(one, cardOf(one)?.label ?? one.name),
		async remove(one) {
			const removed = await run(one, (as) => api.remove(as, one.connectionId));
			if (removed) setLeft(removed.left);
		},
		giveToBranch: (one, branchId) =>
			void run(one, (as) => api.assign(as, one.connectionId, { branchId: branchId ?? null })),
		copy,
	};

	async function act(connection: ConnectionView, { action }: CheckView): Promise<void> {
		switch (action?.name) {
			case 'sign-in':
				return actions.signIn(connection);
			case 'repair':
				return actions.repair(connection);
			case 'check-again':
				return actions.check(connection);
			case 'test-ring':
				return onTestRing();
			case 'open-page':
				return action.url ? openPage(action.url) : undefined;
			case 'pass-on': {
				const place = connection.subscriptions?.find(({ state }) => state === 'foreign');
				if (place) actions.passOn(connection, place.name);
			}
		}
	}

	return { actions, busy, trouble, left };
}
