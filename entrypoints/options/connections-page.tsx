import { useEffect, useMemo, useState } from 'preact/hooks';
import {
	type ConnectionsProps,
	ConnectionsSection,
} from '../../components/setup/connections/connections-section.tsx';
import type { Missing } from '../../components/setup/connections/state.ts';
import { PhoneSection } from '../../components/setup/phone/phone-section.tsx';
import type { Section } from '../../components/setup/sections.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Role } from '../../lib/contract/index.ts';
import type { SetupApi } from '../../lib/server-api/setup-api.ts';
import { teamApi } from '../../lib/server-api/team-api.ts';
import { askServer } from './ask-server.ts';
import { copy } from './clipboard.ts';
import { useConnectionActions } from './use-connection-actions.ts';
import { useConnections } from './use-connections.ts';
import { useWizard } from './use-wizard.ts';

/** Everything of set-up that more than one section shows. */
export type SetupState = ConnectionsProps;

interface SetupParts {
	api: SetupApi;
	send: typeof fetch;
	/** Undefined while this browser is nobody's. */
	role: Role | undefined;
	go(section: Section): void;
}

/** Connections and the wizard, kept while she goes from section to section. */
export function useSetup({ api, send, role, go }: SetupParts): SetupState {
	const [isWatched, setWatched] = useState(false);
	const data = useConnections(api, role !== undefined, isWatched);
	const { people, branches } = useTeamNames(send, role === 'admin', data.connections);
	const wizard = useWizard(api, data.connections, data.refresh);
	const { step } = wizard;
	useEffect(() => {
		setWatched(step.kind === 'guide' || (step.kind === 'sign-in' && step.state === 'waiting'));
	}, [step]);
	const { actions, busy, trouble, left } = useConnectionActions({
		api,
		providers: data.providers ?? [],
		wizard,
		refresh: data.refresh,
		onTestRing: () => go('overview'),
		copy,
	});
	const listTrouble = data.trouble ?? trouble;
	return {
		...{
			...wizard,
			actions,
			busy,
			left,
			listTrouble,
			people,
			branches,
			onCopy: copy,
			onInvite: () => go('team'),
		},
		...{ providers: data.providers, connections: data.connections, now: systemClock.now() },
	};
}

/** Names for an admin's lists, as fresh as the connections are: somebody new is missing at once. Nobody else may ask. */
function useTeamNames(send: typeof fetch, isAdmin: boolean, connections: ConnectionsProps['connections']) {
	const api = useMemo(() => teamApi(send), [send]);
	const [people, setPeople] = useState<Missing[]>([]);
	const [branches, setBranches] = useState<ConnectionsProps['branches']>([]);
	useEffect(() => {
		if (!isAdmin) return;
		void askServer(api.users).then((answer) => answer.kind === 'ok' && setPeople(answer.value.users));
		void askServer(api.branches).then((answer) => answer.kind === 'ok' && setBranches(answer.value.branches));
	}, [api, isAdmin, connections]);
	return isAdmin ? { people, branches } : { people: [], branches: [] };
}

/** Accounts of the whole workspace, for admins. */
export function ConnectionsPage({ setup }: { setup: SetupState }) {
	return <ConnectionsSection {...setup} />;
}

/** Her own accounts. */
export function PhonePage({ setup }: { setup: SetupState }) {
	return <PhoneSection {...setup} />;
}
