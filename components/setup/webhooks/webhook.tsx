import type { OutgoingWebhookView } from '../../../lib/contract/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { displayText } from '../../ui/text.ts';
import { exactTime, timeAgo } from '../../ui/time.ts';
import { useWords, type WordKey } from '../../ui/words.ts';
import { CopyValue } from '../connections/guide.tsx';
import { failureWords } from './failure.ts';
import { WebhookButtons } from './webhook-buttons.tsx';
import type { WebhooksProps } from './webhooks.ts';

type RowProps = Omit<WebhooksProps, 'webhooks' | 'trouble'> & { webhook: OutgoingWebhookView };

/** One address: how it is, what it last said, and what may be done with it. */
export function Webhook(props: RowProps) {
	const { webhook, secret, test, actions } = props;
	const words = useWords();
	const { webhookId, events } = webhook;
	const name = displayText(webhook.name);
	return (
		<li class="stack webhook">
			<div class="row">
				<div class="grow">
					<h2>
						<bdi>{name}</bdi>
					</h2>
					<p class="quiet">
						<bdi>{displayText(webhook.url)}</bdi>
					</p>
					<p class="quiet">
						{events.includes('*') ? words('webhook_events_all') : events.map(displayText).join(' · ')}
					</p>
				</div>
				<State {...props} />
			</div>
			{secret?.webhookId === webhookId && (
				<div role="status">
					<CopyValue label={words('webhook_secret', { name })} value={secret.secret} onCopy={actions.copy} />
					<p class="hint">{words('webhook_secret_hint')}</p>
				</div>
			)}
			<Failure {...props} />
			{test?.webhookId === webhookId && <Tested test={test} onCopy={actions.copy} />}
			<WebhookButtons {...props} name={name} />
		</li>
	);
}

const stateWords: Record<OutgoingWebhookView['state'], WordKey> = {
	enabled: 'webhook_state_enabled',
	failing: 'webhook_state_failing',
	disabled: 'webhook_state_disabled',
};

function State({ webhook, now }: RowProps) {
	const words = useWords();
	const { state, disabledReason, lastAcceptedAt } = webhook;
	const isGood = state === 'enabled';
	const isPaused = state === 'disabled' && disabledReason === 'by-hand';
	const at = lastAcceptedAt === undefined ? undefined : Date.parse(lastAcceptedAt);
	return (
		<div class="webhook-state">
			<span class="state-word" data-good={isGood}>
				<Icon name={isGood ? 'done' : isPaused ? 'minimise' : 'question'} />
				{words(isPaused ? 'webhook_state_paused' : stateWords[state])}
			</span>
			{at === undefined ? (
				<p class="hint">{words('webhook_never')}</p>
			) : (
				<time class="hint" dateTime={lastAcceptedAt} title={exactTime(at, words.locale)}>
					{words('webhook_accepted', { when: timeAgo(at, now, words.locale) })}
				</time>
			)}
		</div>
	);
}

function Failure({ webhook, actions }: RowProps) {
	const words = useWords();
	const { state, disabledReason, lastFailure, overtaken } = webhook;
	const isStopped = state === 'disabled' && disabledReason !== 'by-hand';
	return (
		<>
			{lastFailure && (state === 'failing' || isStopped) && (
				<Notice
					tone={isStopped ? 'bad' : 'warn'}
					title={words(failureWords(lastFailure))}
					details={lastFailure}
					onCopy={actions.copy}
				>
					<p>{words(isStopped ? 'webhook_stopped' : 'webhook_tried_again')}</p>
				</Notice>
			)}
			{overtaken.waiting > 0 && <p class="quiet">{words.counted('webhook_waiting', overtaken.waiting)}</p>}
			{overtaken.givenUp > 0 && <p class="quiet">{words.counted('webhook_given_up', overtaken.givenUp)}</p>}
		</>
	);
}

function Tested({ test, onCopy }: { test: NonNullable<WebhooksProps['test']>; onCopy(text: string): void }) {
	const words = useWords();
	const { accepted, found, ms } = test;
	const took = new Intl.NumberFormat(words.locale, { style: 'unit', unit: 'millisecond' }).format(ms);
	return (
		<Notice
			tone={accepted ? 'good' : 'bad'}
			title={accepted ? words('webhook_test_good', { took }) : words(failureWords(found))}
			details={found}
			onCopy={onCopy}
		/>
	);
}
