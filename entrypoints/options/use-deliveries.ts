import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DeliveriesProps, Replay } from '../../components/setup/deliveries/deliveries-section.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import type { DeliveryDetail, DeliveryView } from '../../lib/contract/index.ts';
import type { Answer } from '../../lib/server-api/answer.ts';
import {
	DELIVERIES_A_PAGE,
	type DeliveriesApi,
	type DeliveryFilter,
} from '../../lib/server-api/deliveries-api.ts';
import { askServer } from './ask-server.ts';
import { troubleOf } from './trouble.ts';

/** The delivery log as she filters it, and the one that she has opened. */
export function useDeliveries(api: DeliveriesApi): Omit<DeliveriesProps, 'names' | 'now' | 'onCopy'> {
	const [filter, setFilter] = useState<DeliveryFilter>({});
	const { isBusy, trouble, run } = useRun();
	const { deliveries, hasMore, onMore } = usePages(api, filter, run);
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
		...{ deliveries, hasMore, filter, opened, detail, replay, trouble, isBusy, onMore },
		onFilter: setFilter,
		onOpen: (deliveryId) => void open(deliveryId),
		async onReplay(deliveryId) {
			const replayed = await run((as) => api.replay(as, deliveryId));
			if (replayed) setReplay({ deliveryId, ...replayed });
		},
	};
}

type Run = <T>(ask: Parameters<typeof askServer<T>>[0]) => Promise<T | undefined>;

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
	return { deliveries, hasMore, onMore: () => void read(deliveries?.at(-1)?.deliveryId) };
}

function useRun() {
	const [isBusy, setBusy] = useState(false);
	const [trouble, setTrouble] = useState<Trouble>();
	const run = useCallback<Run>(async <T>(ask: Parameters<typeof askServer<T>>[0]) => {
		setBusy(true);
		const answer: Answer<T> = await askServer(ask);
		setBusy(false);
		setTrouble(troubleOf(answer));
		return answer.kind === 'ok' ? answer.value : undefined;
	}, []);
	return { isBusy, trouble, run };
}
