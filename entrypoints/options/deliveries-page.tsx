import { useMemo } from 'preact/hooks';
import { DeliveriesSection } from '../../components/setup/deliveries/deliveries-section.tsx';
import { systemClock } from '../../lib/clock.ts';
import { deliveriesApi } from '../../lib/server-api/deliveries-api.ts';
import { copy } from './clipboard.ts';
import type { SetupState } from './connections-page.tsx';
import { useDeliveries } from './use-deliveries.ts';

/** The delivery log, for admins. */
export function DeliveriesPage({ send, setup }: { send: typeof fetch; setup: SetupState }) {
	const api = useMemo(() => deliveriesApi(send), [send]);
	const log = useDeliveries(api);
	const names = new Map((setup.connections ?? []).map(({ connectionId, name }) => [connectionId, name]));
	return <DeliveriesSection {...log} names={names} now={systemClock.now()} onCopy={copy} />;
}
