import type { CardView } from '../../lib/overlay/card.ts';
import { countedMs, stateIcons, stateTitle } from '../call/view.ts';
import { personOf } from '../transcript/call-head.tsx';
import { Icon } from '../ui/icons.tsx';
import { displayText } from '../ui/text.ts';
import { duration, exactTime, timeAgo } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import type { CallsListProps } from './calls-list.tsx';

type CallLineProps = Pick<CallsListProps, 'clock' | 'deliveriesOf' | 'onOpen' | 'onPlay' | 'onExport'> & {
	card: CardView;
};

/** One call of the list: opens its transcript; plays, saves or shows what was sent. */
export function CallLine({ card, clock, deliveriesOf, onOpen, onPlay, onExport }: CallLineProps) {
	const words = useWords();
	const { callId, state, startedAt, number } = card;
	const name = personOf(card, words);
	const counted = countedMs(card, clock.now());
	const length = state !== 'ringing' && counted !== undefined ? duration(counted) : undefined;
	const company = card.caller.kind === 'lead' && card.caller.lead.company;
	const shownNumber = number && number.formatted !== name ? number.formatted : undefined;
	const was = state === 'ringing' ? words('popup_ringing') : stateTitle(card, words);
	return (
		<li class="call-line" data-state={state}>
			<button type="button" class="call-open" onClick={() => onOpen(callId)}>
				<Icon name={stateIcons[state]} />
				<span class="grow">
					<span class="row call-line-name">
						<bdi class="grow">
							<span class="hidden">{words('calls_open', { name: '' })}</span>
							{name}
						</bdi>
						{startedAt !== undefined && (
							<time
								class="quiet"
								dateTime={new Date(startedAt).toISOString()}
								title={exactTime(startedAt, words.locale)}
							>
								{timeAgo(startedAt, clock.now(), words.locale)}
							</time>
						)}
					</span>
					<span class="quiet">
						{words(card.direction === 'inbound' ? 'call_inbound' : 'call_outbound')} · {was}
						{length && ` · ${length}`}
						{company && ` · ${displayText(company)}`}
						{shownNumber && (
							<>
								{' · '}
								<bdi dir="ltr">{shownNumber}</bdi>
							</>
						)}
						{` · ${displayText(card.providerLabel)}`}
					</span>
				</span>
			</button>
			<span class="call-tools">
				{card.answeredAt !== undefined && state === 'ended' && (
					<button
						type="button"
						class="button quiet"
						aria-label={words('calls_play', { name })}
						title={words('player_play')}
						onClick={() => onPlay(callId)}
					>
						<Icon name="play" />
					</button>
				)}
				<button
					type="button"
					class="button quiet"
					aria-label={words('calls_export_named', { name })}
					title={words('calls_export')}
					onClick={() => onExport(callId)}
				>
					<Icon name="save" />
				</button>
				{deliveriesOf && (
					<a
						class="button quiet"
						href={deliveriesOf(callId)}
						target="_blank"
						rel="noreferrer"
						aria-label={words('calls_deliveries_named', { name })}
						title={words('calls_deliveries')}
					>
						<Icon name="list" />
					</a>
				)}
			</span>
		</li>
	);
}
