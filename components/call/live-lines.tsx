import type { CardView } from '../../lib/overlay/card.ts';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';

/** What is being said right now, the newest line large enough to be read at a glance. */
export function LiveLines({ spoken }: { spoken: NonNullable<CardView['spoken']> }) {
	const words = useWords();
	return (
		<ol class="live" aria-live="off" aria-label={words('card_live')}>
			{spoken.lines.map(({ speaker, text }, place) => (
				<li key={`${place}${speaker}`} data-speaker={speaker}>
					<bdi>{displayText(text)}</bdi>
				</li>
			))}
		</ol>
	);
}
