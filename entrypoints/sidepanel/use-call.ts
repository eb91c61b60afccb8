import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { withSegment } from '../../components/transcript/lines.ts';
import type { Trouble } from '../../components/ui/problem.tsx';
import type { CallDetail, Segment } from '../../lib/contract/index.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import type { AfterCallBody, AfterCallCommand, CallsApi } from '../../lib/server-api/calls-api.ts';
import { askServer } from '../options/ask-server.ts';
import { troubleOf } from '../options/trouble.ts';
import { cardsOf } from './cards.ts';
import { hearLines } from './news.ts';
import { useCommand } from './use-command.ts';
import { useNews } from './use-news.ts';

interface ReadCall {
	card: CardView;
	detail: CallDetail;
}

const NEWS_MS = 50;

/** One call with all that is known of it; what is said while it runs is added as it is heard. */
export function useCall(api: CallsApi, callId: string, locale: string) {
	const [call, setCall] = useState<ReadCall>();
	const [isGone, setGone] = useState(false);
	const [readTrouble, setReadTrouble] = useState<Trouble>();
	/** Heard while the server was asked: its answer may be older. */
	const heard = useRef<Segment[]>([]);

	const read = useCallback(async () => {
		heard.current = [];
		const answer = await askServer((as) => api.detail(as, callId));
		const isMissing = answer.kind === 'refused' && answer.status === 404;
		setGone(isMissing);
		setReadTrouble(isMissing ? undefined : troubleOf(answer));
		if (answer.kind !== 'ok') return;
		const [card] = await cardsOf([answer.value.call], locale);
		if (!card) return;
		const segments = heard.current.reduce(withSegment, answer.value.segments);
		setCall({ card, detail: { ...answer.value, segments } });
	}, [api, callId, locale]);

	useEffect(() => void read(), [read]);
	const isOurs = (id: string | undefined) =>
		id === undefined ||
		id === callId ||
		Boolean(call?.detail.call.views.some(({ data }) => data.callId === id));
	useNews(isOurs, () => void read(), NEWS_MS);
	useSegments(isOurs, (segment) => {
		heard.current.push(segment);
		setCall(
			(now) =>
				now && { ...now, detail: { ...now.detail, segments: withSegment(now.detail.segments, segment) } },
		);
	});
	const { isBusy, trouble, run } = useCommand(api, read);
	return {
		...{ call, isGone, isBusy },
		trouble: trouble ?? readTrouble,
		command: <N extends AfterCallCommand>(name: N, body: AfterCallBody<N>) => void run(name, body),
	};
}

function useSegments(isOurs: (callId: string) => boolean, onSegment: (segment: Segment) => void): void {
	const latest = useRef({ isOurs, onSegment });
	latest.current = { isOurs, onSegment };
	useEffect(
		() =>
			hearLines(({ callId, segment }) => {
				if (latest.current.isOurs(callId)) latest.current.onSegment(segment);
			}),
		[],
	);
}
