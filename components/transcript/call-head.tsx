import type { Clock } from '../../lib/clock.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { Timer } from '../call/timer.tsx';
import { callerTitle, countedMs, stateIcons, stateTitle } from '../call/view.ts';
import { Icon } from '../ui/icons.tsx';
import { displayText } from '../ui/text.ts';
import { duration, exactTime, timeAgo } from '../ui/time.ts';
import { useWords, type Words } from '../ui/words.ts';

interface CallHeadProps {
	card: CardView;
	isAssistant: boolean;
	clock: Clock;
}

/** Who, with what number, when, how long, what became of it and by which provider. */
export function CallHead({ card, isAssistant, clock }: CallHeadProps) {
	const words = useWords();
	const name = personOf(card, words);
	const isLive = card.state === 'ringing' || card.state === 'answered';
	const counted = countedMs(card, clock.now());
	const { number, startedAt } = card;
	return (
		<header class="call-head">
			<h2>
				<bdi>{name}</bdi>
			</h2>
			{card.caller.kind === 'lead' && card.caller.lead.company && (
				<p class="quiet">{displayText(card.caller.lead.company)}</p>
			)}
			<p class="row call-facts">
				<span class="call-state" data-state={card.state}>
					<Icon name={stateIcons[card.state]} />
					{card.state === 'ringing' ? words('popup_ringing') : stateTitle(card, words)}
				</span>
				{isLive ? (
					<Timer card={card} clock={clock} />
				) : (
					counted !== undefined && <span>{duration(counted)}</span>
				)}
				{number && name !== number.formatted && <bdi dir="ltr">{number.formatted}</bdi>}
				{startedAt !== undefined && (
					<time dateTime={new Date(startedAt).toISOString()} title={exactTime(startedAt, words.locale)}>
						{timeAgo(startedAt, clock.now(), words.locale)}
					</time>
				)}
				<span>{words('call_provider', { provider: displayText(card.providerLabel) })}</span>
				{isAssistant && <span class="mark">{words('call_assistant')}</span>}
				{card.test && <span class="mark">{words('card_test')}</span>}
			</p>
		</header>
	);
}

/** A person by her own name, everybody else as the card does. */
export function personOf(card: CardView, words: Words): string {
	return card.caller.kind === 'lead' ? displayText(card.caller.lead.name) : callerTitle(card, words);
}
