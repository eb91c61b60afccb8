import type { ProviderCard } from '../../../lib/contract/setup.ts';
import { said } from '../../ui/said.ts';
import { useWords } from '../../ui/words.ts';

interface ProviderChoiceProps {
	providers: readonly ProviderCard[];
	onChoose(card: ProviderCard): void;
}

/** What can be connected: what takes minutes comes before what takes an hour. */
export function ProviderChoice({ providers, onChoose }: ProviderChoiceProps) {
	const words = useWords();
	if (providers.length === 0) return <p class="quiet">{words('wizard_nothing')}</p>;
	const groups = (['minutes', 'hour'] as const)
		.map((effort) => ({ effort, cards: providers.filter((card) => card.effort === effort) }))
		.filter(({ cards }) => cards.length > 0);
	return (
		<>
			{groups.map(({ effort, cards }) => (
				<div class="choice-group" key={effort}>
					<h3>{words(effort === 'minutes' ? 'effort_minutes' : 'effort_hour')}</h3>
					<ul class="choices">
						{cards.map((card) => (
							<li key={card.provider}>
								<button type="button" class="choice" onClick={() => onChoose(card)}>
									<strong>{card.label}</strong>
									<span class="quiet">{said(card.about, words)}</span>
								</button>
							</li>
						))}
					</ul>
				</div>
			))}
		</>
	);
}
