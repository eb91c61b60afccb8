import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Clock } from '../../lib/clock.ts';
import type { CardPlace } from '../../lib/messages/protocol.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords, type Words } from '../ui/words.ts';
import type { CallActions } from './actions.ts';
import { ActionButton } from './button.tsx';
import { Card } from './card.tsx';
import { useDrag } from './drag.ts';
import { withinView } from './place.ts';
import { callerTitle, stackCards, stateIcons, stateTitle } from './view.ts';

export interface StackProps {
	cards: CardView[];
	clock: Clock;
	place: CardPlace;
	actions: CallActions;
	/** The frame part of a card; undefined until the page part is painted. */
	noteFor(card: CardView): ComponentChildren;
	/** The cards stand elsewhere than before. */
	onMoved(): void;
}

/** All cards of a page: newest ringing on top, at most three open and one of them in full; or one pill. */
export function CallStack({ cards, clock, place, actions, noteFor, onMoved }: StackProps) {
	const words = useWords();
	const [isSmall, setSmall] = useMinimised(cards);
	const { element, grab } = useDrag(actions.place, onMoved);
	const { open, restCount } = stackCards(cards);
	const [workedOn, setWorkedOn] = useState('');
	const [top] = open;
	const wide = open.find((card) => card.callId === workedOn) ?? top;
	useEffect(onMoved, [isSmall, place, open.map((card) => card.callId).join(' ')]);
	if (!top) return null;
	const edge = { [place.side]: '16px', [place.anchor]: `${withinView(place.offset, innerHeight)}px` };
	return (
		<section
			ref={element}
			class="stack"
			aria-label={words('card_calls')}
			data-anchor={place.anchor}
			data-side={place.side}
			style={edge}
			onKeyDown={(event) => {
				// The page's own shortcuts must not hear what is typed in a card.
				event.stopPropagation();
				if (event.key === 'Escape' && event.isTrusted) setSmall(true);
			}}
		>
			<p class="said" role="status">
				{said(top, words)}
			</p>
			{isSmall ? (
				<Pill card={top} count={cards.length} onOpen={() => setSmall(false)} />
			) : (
				open.map((card) => (
					<Card
						key={card.callId}
						card={card}
						clock={clock}
						place={place}
						actions={actions}
						isCompact={card !== wide}
						note={card === wide ? noteFor(card) : undefined}
						onWork={() => setWorkedOn(card.callId)}
						onMinimise={() => setSmall(true)}
						onGrab={grab}
					/>
				))
			)}
			{!isSmall && restCount > 0 && <p class="rest">{words.counted('card_more', restCount)}</p>}
		</section>
	);
}

function said(card: CardView, words: Words): string {
	const title = stateTitle(card, words);
	return card.state === 'ringing' ? title : `${callerTitle(card, words)}: ${title}`;
}

/** Small or not; a call that begins to ring opens the stack again. */
function useMinimised(cards: readonly CardView[]): [boolean, (isSmall: boolean) => void] {
	const [isSmall, setSmall] = useState(false);
	const known = useRef(new Set<string>());
	const fresh = cards.filter(({ callId, state }) => state === 'ringing' && !known.current.has(callId));
	for (const { callId } of cards) known.current.add(callId);
	if (isSmall && fresh.length > 0) setSmall(false);
	return [isSmall, setSmall];
}

function Pill({ card, count, onOpen }: { card: CardView; count: number; onOpen(): void }) {
	const words = useWords();
	const label = words('card_show', { title: stateTitle(card, words) });
	return (
		<div class="pill" data-state={card.state}>
			<ActionButton kind="icon" extraClass="pill-button" label={label} onAct={onOpen}>
				<Icon name={stateIcons[card.state]} />
				{count > 1 && <span class="pill-count">{count}</span>}
			</ActionButton>
		</div>
	);
}
