import type { Caller, CardView } from '../../lib/overlay/card.ts';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';
import { NumberLine } from './number-line.tsx';

type Stranger = Exclude<Caller, { kind: 'lead' | 'choose' }>;

interface StrangerProps {
	card: CardView;
	caller: Stranger;
	onCopy(text: string): Promise<boolean>;
}

/** A caller without a lead: said as what it is. */
export function StrangerBody({ card, caller, onCopy }: StrangerProps) {
	const { title, detail } = useStrangerWords(caller);
	return (
		<>
			<div class="line">
				<h2 class="name">
					<bdi>{displayText(title)}</bdi>
				</h2>
			</div>
			<p class="line quiet">
				<bdi class="grow">{displayText(detail ?? '')}</bdi>
				<span class="aside">{displayText(card.providerLabel)}</span>
			</p>
			{card.number && <NumberLine number={card.number} onCopy={onCopy} />}
		</>
	);
}

function useStrangerWords(caller: Stranger): { title: string; detail?: string } {
	const words = useWords();
	switch (caller.kind) {
		case 'unknown': {
			const said = caller.name && words('card_said_name', { name: displayText(caller.name) });
			return {
				title: words('card_unknown'),
				detail: [caller.place, said].filter(Boolean).join(' · '),
			};
		}
		case 'anonymous':
			return { title: words('card_anonymous'), detail: words('card_anonymous_hint') };
		case 'colleague': {
			const extension = caller.extension && words('card_extension', { extension: caller.extension });
			const title = caller.name || extension || words('card_colleague');
			const more = [words('card_colleague'), extension].filter((part) => part && part !== title);
			return { title, detail: more.join(' · ') };
		}
		case 'extension': {
			const extension = words('card_extension', { extension: caller.extension });
			return { title: extension, detail: caller.name };
		}
		case 'sip':
			return { title: caller.name || caller.address, detail: sipDetail(caller, words('card_sip')) };
	}
}

function sipDetail(caller: Extract<Caller, { kind: 'sip' }>, label: string): string {
	return caller.name ? `${label} · ${caller.address}` : label;
}
