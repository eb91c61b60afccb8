import { useEffect, useRef } from 'preact/hooks';
import { systemTimers } from '../../lib/timers.ts';
import { hearChanges } from './news.ts';

/** Calls back on news of a call (`undefined`: of any), at most once in `everyMs`, the last of them never left out. */
export function useNews(
	concerns: (callId: string | undefined) => boolean,
	onNews: () => void,
	everyMs: number,
): void {
	const latest = useRef({ concerns, onNews });
	latest.current = { concerns, onNews };
	useEffect(() => {
		let cancel: (() => void) | undefined;
		const stop = hearChanges((callId) => {
			if (cancel || !latest.current.concerns(callId)) return;
			cancel = systemTimers.after(everyMs, () => {
				cancel = undefined;
				latest.current.onNews();
			});
		});
		return () => {
			stop();
			cancel?.();
		};
	}, [everyMs]);
}
