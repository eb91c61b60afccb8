import { render } from 'preact';
import { type CallActions, type Guard, GuardContext } from '../../components/call/actions.ts';
import { CallStack } from '../../components/call/stack.tsx';
import { WordsContext } from '../../components/ui/words.ts';
import { systemClock } from '../../lib/clock.ts';
import { pageWords } from '../../lib/language/page-words.ts';
import type { CardPlace } from '../../lib/messages/protocol.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { FrameSlot } from './frame-slot.tsx';

export interface OverlayView {
	cards: CardView[];
	place: CardPlace;
	/** The page part is on the screen: the frame part may load. */
	isPainted: boolean;
	actions: CallActions;
	mayAct: Guard;
	onMoved(): void;
}

/** Draws the cards into the card's own root. */
export function drawOverlay(root: HTMLElement, view: OverlayView): void {
	const words = pageWords();
	const noteFor = ({ callId, state }: CardView) =>
		view.isPainted && state !== 'missed' && <FrameSlot callId={callId} title={words('note_label')} />;
	render(
		<WordsContext.Provider value={words}>
			<GuardContext.Provider value={view.mayAct}>
				<CallStack
					cards={view.cards}
					clock={systemClock}
					place={view.place}
					actions={view.actions}
					noteFor={noteFor}
					onMoved={view.onMoved}
				/>
			</GuardContext.Provider>
		</WordsContext.Provider>,
		root,
	);
}

/** Leaves nothing running. */
export function eraseOverlay(root: HTMLElement): void {
	render(null, root);
}
