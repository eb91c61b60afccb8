import type { ComponentChildren } from 'preact';
import type { Clock } from '../../lib/clock.ts';
import type { CardPlace } from '../../lib/messages/protocol.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';
import type { CallActions } from './actions.ts';
import { ActionButton } from './button.tsx';
import { ChooseLead } from './choose.tsx';
import { LeadBody } from './lead.tsx';
import { LiveLines } from './live-lines.tsx';
import { StrangerBody } from './stranger.tsx';
import { Strip } from './strip.tsx';
import { stateTitle } from './view.ts';

export interface CardProps {
	card: CardView;
	clock: Clock;
	place: CardPlace;
	actions: CallActions;
	/** One of several, and not the one she works on: what was and what comes is left out. */
	isCompact: boolean;
	/** The frame part: everything typed. */
	note?: ComponentChildren;
	onWork(): void;
	onMinimise(): void;
	onGrab(event: PointerEvent): void;
}

/** One call: who, why matched, state, timer; open, dismiss, copy, choose. */
export function Card(props: CardProps) {
	const { card, clock, place, actions, note, isCompact, onWork, onMinimise, onGrab } = props;
	const words = useWords();
	const { callId } = card;
	const touch = (event: Event) => {
		if (!event.isTrusted) return;
		actions.touch(callId);
		onWork();
	};
	return (
		<section class="card" data-state={card.state} aria-label={stateTitle(card, words)} onFocusIn={touch}>
			<Strip
				card={card}
				clock={clock}
				place={place}
				onPlace={actions.place}
				onMinimise={onMinimise}
				onDismiss={() => actions.dismiss(callId)}
				onGrab={onGrab}
			/>
			<div class="body">
				<CallerBody {...props} />
				{card.spoken && !isCompact && <LiveLines spoken={card.spoken} />}
				{card.queue && <p class="quiet">{words('card_via_queue', { queue: displayText(card.queue) })}</p>}
				<Buttons {...props} />
			</div>
			{note && <div class="note-slot">{note}</div>}
		</section>
	);
}

function CallerBody({ card, clock, actions, isCompact }: CardProps) {
	const { callId, caller } = card;
	switch (caller.kind) {
		case 'lead':
			return (
				<LeadBody
					card={card}
					lead={caller.lead}
					clock={clock}
					isCompact={isCompact}
					onCopy={actions.copy}
					onUndo={() => actions.undoChoice(callId)}
				/>
			);
		case 'choose':
			return (
				<ChooseLead
					leads={caller.leads}
					isPossible={caller.rule === 'suffix'}
					clock={clock}
					onChoose={(leadId) => actions.choose(callId, leadId)}
				/>
			);
		default:
			return <StrangerBody card={card} caller={caller} onCopy={actions.copy} />;
	}
}

/** Her record, and what is said or was. */
function Buttons({ card, actions }: CardProps) {
	const words = useWords();
	const { callId, caller, answeredAt } = card;
	const lead = caller.kind === 'lead' && caller.lead.recordUrl ? caller.lead : undefined;
	if (!lead && answeredAt === undefined) return null;
	return (
		<div class="actions">
			{lead && (
				<ActionButton kind="primary" onAct={() => actions.open(callId, lead.leadId)}>
					{words('card_open')}
				</ActionButton>
			)}
			{answeredAt !== undefined && (
				<ActionButton kind="quiet" onAct={() => actions.transcript(callId)}>
					{words('card_transcript')}
				</ActionButton>
			)}
		</div>
	);
}
