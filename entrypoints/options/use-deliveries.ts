import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DeliveriesProps, Replay } from '../../components/setup/deliveries/deliveries-section.tsx';
import type { DeliveryDetail, DeliveryView } from '../../lib/contract/index.ts';
import {
	DELIVERIES_A_PAGE,
	type DeliveriesApi,
	type DeliveryFilter,
} from '../../lib/server-api/deliveries-api.ts';
import { hashValue } from './hash-value.ts';
import { useReplayRange } from './use-replay-range.ts';
import { type Run, useRun } from './use-run.ts';

/** The delivery log as she filters it, and the one that she has opened. */
export function useDeliveries(
	api: DeliveriesApi,
): Omit<DeliveriesProps, 'names' | 'providers' | 'now' | 'onCopy'> {
	const [filter, setFilter] = useState<DeliveryFilter>({ search: hashValue('search') });
	const { isBusy, trouble, run } = useRun();
	const { deliveries, hasMore, onMore, refresh } = usePages(api, filter, run);
	const { step: range, actions: rangeActions } = useReplayRange(api, filter, refresh);
	const [opened, setOpened] = useState<string>();
	const [detail, setDetail] = useState<DeliveryDetail>();
	const [replay, setReplay] = useState<Replay>();
	const wanted = useRef<string>(undefined);

	async function open(deliveryId: string | undefined): Promise<void> {
		wanted.current = deliveryId;
		setOpened(deliveryId);
		setDetail(undefined);
		if (deliveryId === undefined) return;
		const read = await run((as) => api.detail(as, deliveryId));
		// She may have opened another one meanwhile.
		if (read && wanted.current === deliveryId) setDetail(read);
	}

	return {
		...{ range, rangeActions, deliveries, hasMore, filter, opened, detail, replay, trouble, isBusy, onMore },
		onFilter: setFilter,
		onOpen: (deliveryId) => void open(deliveryId),
		async onReplay(deliveryId) {
			const replayed = await run((as) => api.replay(as, deliveryId));
			if (replayed) setReplay({ deliveryId, ...replayed });
		},
	};
}

function usePages(api: DeliveriesApi, filter: DeliveryFilter, run: Run) {
	const [deliveries, setDeliveries] = useState<readonly DeliveryView[]>();
	const [hasMore, setMore] = useState(false);
	const read = useCallback(
		async (before?: string) => {
			const page = await run((as) => api.list(as, filter, before));
			if (!page) return;
			setMore(page.deliveries.length === DELIVERIES_A_PAGE);
			setDeliveries((shown = []) => (before ? [...shown, ...page.deliveries] : page.deliveries));
		},
		[api, filter, run],
	);
	useEffect(() => void read(), [read]);
	return {
		...{ deliveries, hasMore, refresh: () => void read() },
		onMore: () => void read(deliveries?.at(-1)?.deliveryId),
	};
}
