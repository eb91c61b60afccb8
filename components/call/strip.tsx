import type { Clock } from '../../lib/clock.ts';
import type { CardPlace } from '../../lib/messages/protocol.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { Icon } from '../ui/icons.tsx';
import { exactTime, timeAgo } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import { ActionButton } from './button.tsx';
import { nextCorner, placeByKey } from './place.ts';
import { Timer } from './timer.tsx';
import { stateIcons, stateTitle } from './view.ts';

interface StripProps {
	card: CardView;
	clock: Clock;
	place: CardPlace;
	onPlace(place: CardPlace): void;
	onMinimise(): void;
	onDismiss(): void;
	/** Starts a drag of the whole stack. */
	onGrab(event: PointerEvent): void;
}

/** The card's first line: what the call is doing, and what the card itself can do. */
export function Strip({ card, clock, place, onPlace, onMinimise, onDismiss, onGrab }: StripProps) {
	const words = useWords();
	const title = stateTitle(card, words);
	return (
		<header class="strip" data-state={card.state} onPointerDown={onGrab}>
			<Icon name={stateIcons[card.state]} />
			<ActionButton
				kind="icon"
				extraClass="move"
				label={words('card_move')}
				onAct={() => onPlace(nextCorner(place))}
				onKeyDown={(event) => {
					const next = event.isTrusted ? placeByKey(event.key, place) : undefined;
					if (!next) return;
					event.preventDefault();
					onPlace(next);
				}}
			>
				<Icon name="move" />
			</ActionButton>
			<span class="strip-text">
				<bdi class="strip-title" title={title}>
					{title}
				</bdi>
				<Timer card={card} clock={clock} />
				{card.state === 'missed' && <Since at={card.startedAt} clock={clock} />}
				{card.assistant && card.state !== 'answered' && <span class="badge">{words('card_assistant')}</span>}
				{card.test && <span class="badge">{words('card_test')}</span>}
			</span>
			<ActionButton kind="icon" label={words('card_minimise')} onAct={onMinimise}>
				<Icon name="minimise" />
			</ActionButton>
			<ActionButton kind="icon" label={words('card_dismiss')} onAct={onDismiss}>
				<Icon name="dismiss" />
			</ActionButton>
		</header>
	);
}

function Since({ at, clock }: { at?: number; clock: Clock }) {
	const { locale } = useWords();
	if (at === undefined) return null;
	return (
		<time class="timer" dateTime={new Date(at).toISOString()} title={exactTime(at, locale)}>
			{timeAgo(at, clock.now(), locale)}
		</time>
	);
}
