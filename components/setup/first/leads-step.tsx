import { useWords } from '../../ui/words.ts';
import { GoButton } from '../overview.tsx';
import type { Section } from '../sections.ts';

/** Names for the callers, from a file; or later. */
export function LeadsStep({ onGo, onSkip }: { onGo(section: Section): void; onSkip(): void }) {
	const words = useWords();
	return (
		<>
			<p class="quiet">{words('first_leads_hint')}</p>
			<div class="row">
				<GoButton word="overview_leads_action" to="leads" onGo={onGo} />
				<button type="button" class="button quiet" onClick={onSkip}>
					{words('first_leads_skip')}
				</button>
			</div>
		</>
	);
}
