import { useEffect, useMemo, useState } from 'preact/hooks';
import { CallsList } from '../../components/calls/calls-list.tsx';
import { PanelViews } from '../../components/calls/panel-views.tsx';
import { Inbox } from '../../components/inbox/inbox.tsx';
import { useWords } from '../../components/ui/words.ts';
import { systemClock } from '../../lib/clock.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { callsApi } from '../../lib/server-api/calls-api.ts';
import { copy } from '../options/clipboard.ts';
import { CallPage } from './call-page.tsx';
import { deliveriesOf } from './deliveries-link.ts';
import { saveText } from './save-text.ts';
import { useCalls } from './use-calls.ts';
import { searchLeads, useInbox } from './use-inbox.ts';

interface CallsAppProps {
	send: typeof fetch;
	status: ExtensionStatus;
	/** A call to be shown. */
	shown: string | undefined;
}

type View = { kind: 'calls' } | { kind: 'inbox' } | { kind: 'call'; callId: string; plays: boolean };

/** Calls, those who wait to be known, and one call; in the side panel and among the settings alike. */
export function CallsApp({ send, status, shown }: CallsAppProps) {
	const words = useWords();
	const [view, setView] = useState<View>({ kind: 'calls' });
	useEffect(() => {
		if (shown !== undefined) setView({ kind: 'call', callId: shown, plays: false });
	}, [shown]);
	if (!status.server) return <p class="quiet">{words('panel_unpaired')}</p>;
	return (
		<Paired key={status.server.url} send={send} role={status.server.role} view={view} onView={setView} />
	);
}

interface PairedProps {
	send: typeof fetch;
	role: NonNullable<ExtensionStatus['server']>['role'];
	view: View;
	onView(view: View): void;
}

function Paired({ send, role, view, onView }: PairedProps) {
	const words = useWords();
	const api = useMemo(() => callsApi(send), [send]);
	const calls = useCalls(api, words.locale);
	const inbox = useInbox(api, words.locale);
	const open = (callId: string, plays = false) => onView({ kind: 'call', callId, plays });
	const rawOf = role === 'admin' ? deliveriesOf : undefined;
	const onExport = (callId: string) => void saveText(api, callId, words.locale);
	return (
		<>
			<PanelViews view={view.kind} waiting={inbox.waiting?.length ?? 0} onView={(kind) => onView({ kind })} />
			{view.kind === 'calls' && (
				<CallsList
					{...calls}
					clock={systemClock}
					deliveriesOf={rawOf}
					onOpen={open}
					onPlay={(callId) => open(callId, true)}
					onExport={onExport}
					onCopy={copy}
				/>
			)}
			{view.kind === 'inbox' && (
				<Inbox {...inbox} clock={systemClock} onSearch={searchLeads} onOpen={open} onCopy={copy} />
			)}
			{view.kind === 'call' && (
				<CallPage
					key={view.callId}
					{...{ api, inbox, onExport }}
					callId={view.callId}
					plays={view.plays}
					rawAt={rawOf?.(view.callId)}
					onBack={() => onView({ kind: 'calls' })}
				/>
			)}
		</>
	);
}
