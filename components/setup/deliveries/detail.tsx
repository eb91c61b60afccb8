import type { DeliveryDetail } from '../../../lib/contract/index.ts';
import { Notice } from '../../ui/notice.tsx';
import { displayText } from '../../ui/text.ts';
import { exactTime } from '../../ui/time.ts';
import { useWords } from '../../ui/words.ts';
import { readableBody } from './body.ts';
import type { DeliveriesProps } from './deliveries-section.tsx';
import { causeWords, outcomeHints, outcomeWords } from './outcomes.ts';

/** One delivery: what became of it, why, what to do, and what came byte for byte. */
export function Detail({ detail, replay, isBusy, onReplay, onCopy }: DeliveriesProps) {
	const words = useWords();
	if (!detail) return <p class="quiet delivery-detail">{words('delivery_reading')}</p>;
	const { deliveryId, receivedAt, outcome, diagnosis, eventIds, size } = detail;
	return (
		<div class="delivery-detail stack">
			<p>
				{words(outcomeHints[outcome])}{' '}
				<span class="quiet">
					{exactTime(Date.parse(receivedAt), words.locale)} · {sizeOf(size, words.locale)}
				</span>
			</p>
			{diagnosis && <Diagnosis diagnosis={diagnosis} onCopy={onCopy} />}
			{replay?.deliveryId === deliveryId && (
				<Notice
					tone={replay.outcome === 'accepted' || replay.outcome === 'duplicate' ? 'good' : 'warn'}
					title={words('replay_done', { outcome: words(outcomeWords[replay.outcome]) })}
				>
					{replay.reason && <p>{displayText(replay.reason)}</p>}
				</Notice>
			)}
			<Ids deliveryId={deliveryId} eventIds={eventIds} />
			<Raw detail={detail} />
			<div class="row">
				<button type="button" class="button" disabled={isBusy} onClick={() => onReplay(deliveryId)}>
					{words('replay_action')}
				</button>
				<button type="button" class="button quiet" onClick={() => onCopy(deliveryId)}>
					{words('delivery_copy')}
				</button>
			</div>
		</div>
	);
}

interface DiagnosisProps {
	diagnosis: NonNullable<DeliveryDetail['diagnosis']>;
	onCopy(text: string): void;
}

/** The server's words name the very secret, header or address; they are in English. */
function Diagnosis({ diagnosis, onCopy }: DiagnosisProps) {
	const words = useWords();
	const said = `${diagnosis.words} ${diagnosis.mend}`;
	const key = causeWords(diagnosis.cause);
	const lead = words(diagnosis.certainty === 'certain' ? 'diagnosis_certain' : 'diagnosis_likely');
	const isEnglish = words.locale.startsWith('en') || !key;
	return (
		<Notice
			tone="warn"
			title={`${lead}: ${isEnglish ? said : words(key)}`}
			details={isEnglish ? undefined : said}
			onCopy={onCopy}
		/>
	);
}

function Ids({ deliveryId, eventIds }: { deliveryId: string; eventIds: readonly string[] }) {
	const words = useWords();
	return (
		<dl class="facts">
			<dt>{words('delivery_id')}</dt>
			<dd>
				<code>{deliveryId}</code>
			</dd>
			<dt>{words('delivery_events')}</dt>
			<dd>
				{eventIds.length === 0
					? words('delivery_no_events')
					: eventIds.map((id) => <code key={id}>{id}</code>)}
			</dd>
		</dl>
	);
}

function Raw({ detail }: { detail: NonNullable<DeliveriesProps['detail']> }) {
	const words = useWords();
	const headers = Object.entries(detail.headers).map(([name, value]) => `${name}: ${value}`);
	return (
		<details>
			<summary>{words('delivery_raw')}</summary>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard. */}
			<pre class="raw" tabIndex={0}>
				{[...headers, '', readableBody(detail.bodyBase64) ?? words('delivery_no_text')].join('\n')}
			</pre>
		</details>
	);
}

function sizeOf(bytes: number, locale: string): string {
	const format = (value: number, unit: string) =>
		new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
	return bytes < 1_000 ? format(bytes, 'byte') : format(bytes / 1_000, 'kilobyte');
}
