import { useMemo } from 'preact/hooks';
import { DeliveriesSection } from '../../components/setup/deliveries/deliveries-section.tsx';
import { StoppedWork } from '../../components/setup/deliveries/stopped-work.tsx';
import { systemClock } from '../../lib/clock.ts';
import { deliveriesApi } from '../../lib/server-api/deliveries-api.ts';
import type { SettingsApi } from '../../lib/server-api/settings-api.ts';
import { copy } from './clipboard.ts';
import type { SetupState } from './connections-page.tsx';
import { useDeliveries } from './use-deliveries.ts';
import { useStoppedWork } from './use-stopped-work.ts';

interface DeliveriesPageProps {
	send: typeof fetch;
	setup: SetupState;
	settings: SettingsApi;
}

/** The delivery log and work that stopped, for admins. */
export function DeliveriesPage({ send, setup, settings }: DeliveriesPageProps) {
	const api = useMemo(() => deliveriesApi(send), [send]);
	const log = useDeliveries(api);
	const stopped = useStoppedWork(settings);
	const now = systemClock.now();
	const connections = setup.connections ?? [];
	const names = new Map(connections.map(({ connectionId, name }) => [connectionId, name]));
	const labels = new Map((setup.providers ?? []).map(({ provider, label }) => [provider, label]));
	const providers = new Map(connections.map(({ provider }) => [provider, labels.get(provider) ?? provider]));
	return (
		<>
			<StoppedWork {...stopped} {...{ names, now }} onCopy={copy} />
			<DeliveriesSection {...log} {...{ names, providers, now }} onCopy={copy} />
		</>
	);
}
