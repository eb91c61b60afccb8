import { useCallback, useState } from 'preact/hooks';
import type { Trouble } from '../../components/ui/problem.tsx';
import type { Answer } from '../../lib/server-api/answer.ts';
import { askServer } from './ask-server.ts';
import { keepFocus } from './keep-focus.ts';
import { troubleOf } from './trouble.ts';

/** Asks the server; undefined where it did not do it, which `trouble` then says. */
export type Run = <T>(
	ask: Parameters<typeof askServer<T>>[0],
	/** Read anew before she may go on. */
	after?: () => Promise<void>,
) => Promise<T | undefined>;

/** One thing after the other: busy meanwhile, the focus stays where it was. */
export function useRun() {
	const [isBusy, setBusy] = useState(false);
	const [trouble, setTrouble] = useState<Trouble>();
	const run = useCallback<Run>(
		async <T>(ask: Parameters<typeof askServer<T>>[0], after?: () => Promise<void>) => {
			const giveBack = keepFocus();
			setBusy(true);
			const answer: Answer<T> = await askServer(ask);
			setTrouble(troubleOf(answer));
			await after?.();
			setBusy(false);
			giveBack();
			return answer.kind === 'ok' ? answer.value : undefined;
		},
		[],
	);
	return { isBusy, trouble, run };
}
