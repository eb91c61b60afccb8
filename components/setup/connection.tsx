import { useEffect, useState } from 'preact/hooks';
import type { Clock } from '../../lib/clock.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { Notice } from '../ui/notice.tsx';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';
import { connectionWords, hostOf } from './connection-words.ts';

interface ConnectionProps {
	status: ExtensionStatus;
	clock: Clock;
	onUnpair(): void;
	onCopy(text: string): void;
}

/** Which server, as whom, and how it is; and the way out. */
export function ConnectionPanel({ status, clock, onUnpair, onCopy }: ConnectionProps) {
	const words = useWords();
	const [isAsking, setAsking] = useState(false);
	const { server } = status;
	return (
		<section class="panel">
			<h2>{words('overview_connection')}</h2>
			<ConnectionNotice status={status} clock={clock} onCopy={onCopy} />
			{server && (
				<div class="row">
					<p class="grow">
						<bdi>
							{words('overview_account', {
								user: displayText(server.userName),
								workspace: displayText(server.workspaceName),
							})}
						</bdi>{' '}
						<span class="quiet">({words(`overview_role_${server.role}`)})</span>
					</p>
					{!isAsking && (
						<button type="button" class="button" onClick={() => setAsking(true)}>
							{words('overview_unpair')}
						</button>
					)}
				</div>
			)}
			{server && isAsking && (
				<div class="row" role="alertdialog" aria-label={words('overview_unpair')}>
					<p class="grow">{words('overview_unpair_ask', { server: hostOf(server.url) })}</p>
					<button type="button" class="button primary" onClick={onUnpair}>
						{words('overview_unpair_confirm')}
					</button>
					<button type="button" class="button" onClick={() => setAsking(false)}>
						{words('cancel')}
					</button>
				</div>
			)}
		</section>
	);
}

const TICK_MS = 1_000;

/** How the connection is, the seconds running. */
export function ConnectionNotice({ status, clock, onCopy }: Omit<ConnectionProps, 'onUnpair'>) {
	const words = useWords();
	const [now, setNow] = useState(clock.now());
	useEffect(() => {
		const id = setInterval(() => setNow(clock.now()), TICK_MS);
		return () => clearInterval(id);
	}, [clock]);
	const said = connectionWords(status, now, words);
	return (
		<Notice tone={said.tone} title={said.title} details={said.technical} onCopy={onCopy}>
			{said.detail && <p>{said.detail}</p>}
		</Notice>
	);
}
