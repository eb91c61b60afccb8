import type { ConnectionView } from '../../../lib/contract/index.ts';
import type { ProviderCard } from '../../../lib/contract/setup.ts';
import { Icon } from '../../ui/icons.tsx';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { type Missing, missingPeople } from './state.ts';

interface TeamStateProps {
	providers: readonly ProviderCard[];
	connections: readonly ConnectionView[];
	people: readonly Missing[];
}

/** Who has still to sign in to her own phone, by provider. */
export function TeamState({ providers, connections, people }: TeamStateProps) {
	const words = useWords();
	const used = providers.filter(
		({ ownedBy, app, provider }) =>
			ownedBy === 'user' && (app?.isEntered || connections.some((one) => one.provider === provider)),
	);
	if (used.length === 0 || people.length === 0) return null;
	return (
		<section class="panel">
			<h2>{words('team_state_title')}</h2>
			<ul class="stack">
				{used.map(({ provider, label }) => {
					const missing = missingPeople(provider, connections, people);
					const isComplete = missing.length === 0;
					return (
						<li class="row" key={provider}>
							<span class="state-word" data-good={isComplete}>
								<Icon name={isComplete ? 'done' : 'question'} />
								{words('team_state_count', {
									done: String(people.length - missing.length),
									all: String(people.length),
								})}
							</span>
							<p class="grow">
								<strong>{label}</strong>{' '}
								<span class="quiet">
									{isComplete
										? words('team_state_complete')
										: words('team_state_missing', { names: namesOf(missing, words) })}
								</span>
							</p>
						</li>
					);
				})}
			</ul>
		</section>
	);
}

const MOST_NAMED = 5;

function namesOf(missing: readonly Missing[], words: ReturnType<typeof useWords>): string {
	const named = missing.slice(0, MOST_NAMED).map(({ name }) => displayText(name));
	const rest = missing.length - named.length;
	if (rest > 0) named.push(words.counted('team_state_more', rest));
	return new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(named);
}
