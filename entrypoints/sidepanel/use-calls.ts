import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CardView } from '../../lib/overlay/card.ts';
import type { CallFilter, CallsApi } from '../../lib/server-api/calls-api.ts';
import { systemTimers } from '../../lib/timers.ts';
import { useRun } from '../options/use-run.ts';
import { cardsOf } from './cards.ts';
import { useNews } from './use-news.ts';

/** She is still typing. */
const TYPING_MS = 200;
const NEWS_MS = 500;

/** The list of calls as she filters it, kept fresh. */
export function useCalls(api: CallsApi, locale: string) {
	const [filter, setFilter] = useState<CallFilter>({});
	const [calls, setCalls] = useState<readonly CardView[]>();
	const [next, setNext] = useState<string>();
	const { isBusy, trouble, run } = useRun();
	const asked = useRef<CallFilter>(filter);

	const read = useCallback(
		async (before?: string) => {
			asked.current = filter;
			const page = await run((as) => api.list(as, filter, before));
			if (!page) return;
			const cards = await cardsOf(page.calls, locale);
			// What was asked before may be answered after.
			if (asked.current !== filter) return;
			setNext(page.next);
			setCalls((shown = []) => (before ? [...shown, ...cards] : cards));
		},
		[api, filter, locale, run],
	);
	useEffect(() => systemTimers.after(TYPING_MS, () => void read()), [read]);
	// The first page alone: who has gone further back reads on where she is.
	useNews(
		() => true,
		() => void ((calls?.length ?? 0) <= 30 && read()),
		NEWS_MS,
	);
	return {
		...{ calls, filter, isBusy, trouble },
		hasMore: next !== undefined,
		onFilter: setFilter,
		onMore: () => void read(next),
	};
}
