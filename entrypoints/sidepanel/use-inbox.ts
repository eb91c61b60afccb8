import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Waiting } from '../../components/inbox/inbox.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import type { Lead } from '../../lib/contract/index.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { CallsApi } from '../../lib/server-api/calls-api.ts';
import { systemTimers } from '../../lib/timers.ts';
import { askServer } from '../options/ask-server.ts';
import { troubleOf } from '../options/trouble.ts';
import { useCommand } from './use-command.ts';
import { useNews } from './use-news.ts';
import { readWaiting } from './waiting.ts';

/** How long a dismissed caller may be called back, ms. */
const UNDO_MS = 6_000;
const NEWS_MS = 500;

/** Unknown callers, kept fresh. What is dismissed is told to the server once it can no longer be undone. */
export function useInbox(api: CallsApi, locale: string) {
	const [waiting, setWaiting] = useState<readonly Waiting[]>();
	const [dismissed, setDismissed] = useState<Waiting>();
	const [readTrouble, setReadTrouble] = useState<Trouble>();
	const pending = useRef<() => void>(undefined);
	const read = useCallback(async () => {
		const answer = await askServer((as) => readWaiting(api, as, locale));
		setReadTrouble(troubleOf(answer));
		if (answer.kind === 'ok') setWaiting(answer.value);
	}, [api, locale]);
	useEffect(() => void read(), [read]);
	useNews(
		() => true,
		() => void read(),
		NEWS_MS,
	);
	const { isBusy, trouble, run } = useCommand(api, read);
	// Leaving is no change of mind.
	useEffect(() => {
		const settle = () => pending.current?.();
		addEventListener('pagehide', settle);
		return () => {
			removeEventListener('pagehide', settle);
			settle();
		};
	}, []);

	function dismiss(callId: string): void {
		pending.current?.();
		const one = waiting?.find(({ unassigned }) => unassigned.callId === callId);
		if (!one) return void run('dismissCall', { callId });
		setDismissed(one);
		const settle = () => {
			cancel();
			pending.current = undefined;
			setDismissed(undefined);
			void run('dismissCall', { callId });
		};
		const cancel = systemTimers.after(UNDO_MS, settle);
		pending.current = settle;
	}

	return {
		waiting: waiting?.filter(({ unassigned }) => unassigned.callId !== dismissed?.unassigned.callId),
		...{ dismissed, isBusy, trouble: trouble ?? readTrouble },
		onAssign: (callId: string, leadId: string) => void run('assignCall', { callId, leadId }),
		onCreate: (callId: string, lead: { name: string; company?: string }) =>
			void run('createLead', { callId, ...lead }),
		onDismiss: dismiss,
		onUndo() {
			pending.current = undefined;
			setDismissed(undefined);
		},
	};
}

/** Asked of the worker, which has the leads. */
export async function searchLeads(text: string): Promise<readonly Lead[]> {
	return (await messenger.sendMessage('searchLeads', { text }).catch(() => undefined)) ?? [];
}
