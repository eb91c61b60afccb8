import { useId, useState } from 'preact/hooks';
import type { Clock } from '../../lib/clock.ts';
import type { LeadCard } from '../../lib/overlay/card.ts';
import { displayText } from '../ui/text.ts';
import { timeAgo } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import { useGuard } from './actions.ts';
import { moveInList, SUFFIX_DIGITS } from './view.ts';

interface ChooseProps {
	leads: LeadCard[];
	isPossible: boolean;
	clock: Clock;
	onChoose(leadId: string): void;
}

/** Several people use one number: arrow keys and Enter, or a click. */
export function ChooseLead({ leads, isPossible, clock, onChoose }: ChooseProps) {
	const words = useWords();
	const mayAct = useGuard();
	const id = useId();
	const [at, setAt] = useState(0);
	const current = Math.min(at, leads.length - 1);
	const digits = String(SUFFIX_DIGITS);
	const title = isPossible
		? words('card_choose_possible', { count: String(leads.length), digits })
		: words.counted('card_choose', leads.length);
	const onKeyDown = (event: KeyboardEvent) => {
		const next = moveInList(event.key, current, leads.length);
		const chosen = event.key === 'Enter' || event.key === ' ' ? leads[current] : undefined;
		if (next === undefined && !chosen) return;
		event.preventDefault();
		if (next !== undefined) setAt(next);
		if (chosen && mayAct(event)) onChoose(chosen.leadId);
	};
	return (
		<>
			<h2 class={isPossible ? 'possible' : 'name choose-title'} id={`${id}-title`}>
				{title}
			</h2>
			<div
				class="choices"
				role="listbox"
				tabIndex={0}
				aria-labelledby={`${id}-title`}
				aria-activedescendant={`${id}-${current}`}
				onKeyDown={onKeyDown}
			>
				{leads.map((lead, index) => (
					// biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys.
					<div
						key={lead.leadId}
						id={`${id}-${index}`}
						class="choice"
						role="option"
						tabIndex={-1}
						aria-selected={index === current}
						onClick={(event) => {
							if (mayAct(event)) onChoose(lead.leadId);
						}}
					>
						<Choice lead={lead} clock={clock} />
					</div>
				))}
			</div>
		</>
	);
}

function Choice({ lead, clock }: { lead: LeadCard; clock: Clock }) {
	const words = useWords();
	const contact =
		lead.lastContactAt === undefined
			? words('card_no_contact')
			: timeAgo(lead.lastContactAt, clock.now(), words.locale);
	return (
		<>
			<bdi class="choice-name">{displayText(lead.name)}</bdi>
			<span class="choice-more">
				<bdi>{[displayText(lead.company ?? ''), contact].filter(Boolean).join(' · ')}</bdi>
			</span>
		</>
	);
}
