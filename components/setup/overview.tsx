import type { ConnectionView } from '../../lib/contract/index.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords, type WordKey } from '../ui/words.ts';
import { type FirstThing, firstThing } from './connection-words.ts';
import type { Section } from './sections.ts';

const doing: Record<NonNullable<FirstThing>, { word: WordKey; action?: WordKey; section?: Section }> = {
	pair: { word: 'overview_pair' },
	wait: { word: 'overview_wait' },
	site: { word: 'overview_site', action: 'overview_site_action', section: 'sites' },
	provider: { word: 'overview_provider', action: 'overview_provider_action', section: 'connections' },
	leads: { word: 'overview_leads', action: 'overview_leads_action', section: 'leads' },
};

interface DoctorProps {
	status: ExtensionStatus;
	/** Those that she looks after. */
	connections: readonly ConnectionView[];
	onGo(section: Section): void;
}

/** Green when all is well, otherwise the one thing to do first. */
export function Doctor({ status, connections, onGo }: DoctorProps) {
	const words = useWords();
	const first = firstThing(status, connections);
	const todo = first && doing[first];
	return (
		<section class="doctor" data-well={first === undefined} aria-live="polite">
			<span class="doctor-mark">
				<Icon name={first === undefined ? 'done' : 'question'} />
			</span>
			<div class="grow">
				<h2>{words(todo ? 'overview_first' : 'overview_good')}</h2>
				<p class="quiet">{words(todo ? todo.word : 'overview_good_detail')}</p>
			</div>
			{todo?.action && todo.section && <GoButton word={todo.action} to={todo.section} onGo={onGo} />}
		</section>
	);
}

/** To another section. */
export function GoButton({ word, to, onGo }: { word: WordKey; to: Section; onGo(section: Section): void }) {
	const words = useWords();
	return (
		<button type="button" class="button primary" onClick={() => onGo(to)}>
			{words(word)}
		</button>
	);
}
