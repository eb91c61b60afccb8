import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../ui/icons.tsx';
import { useWords, type WordKey } from '../ui/words.ts';
import type { Section } from './sections.ts';
import './setup.css';
import './connections/connections.css';
import './deliveries/deliveries.css';
import './first/first-steps.css';

const looks: Record<Section, { icon: IconName; word: WordKey }> = {
	overview: { icon: 'home', word: 'nav_overview' },
	calls: { icon: 'phone', word: 'nav_calls' },
	connections: { icon: 'plug', word: 'nav_connections' },
	phone: { icon: 'phone', word: 'nav_phone' },
	sites: { icon: 'window', word: 'nav_sites' },
	leads: { icon: 'people', word: 'nav_leads' },
	team: { icon: 'team', word: 'nav_team' },
	consent: { icon: 'done', word: 'nav_consent' },
	facts: { icon: 'text', word: 'nav_facts' },
	crm: { icon: 'save', word: 'nav_crm' },
	assistant: { icon: 'ringing', word: 'nav_assistant' },
	deliveries: { icon: 'list', word: 'nav_deliveries' },
	webhooks: { icon: 'outgoing', word: 'nav_webhooks' },
	appearance: { icon: 'bell', word: 'nav_appearance' },
	about: { icon: 'settings', word: 'nav_about' },
};

interface ShellProps {
	section: Section;
	/** Those that she may see, in order. */
	sections: readonly Section[];
	onGo(section: Section): void;
	children: ComponentChildren;
}

/** Settings: sections at the side, one of them open. */
export function Shell({ section, sections, onGo, children }: ShellProps) {
	const words = useWords();
	return (
		<div class="shell">
			<nav aria-label={words('nav_label')}>
				<p class="brand">
					<img src="/icon/48.png" alt="" width="24" height="24" /> Ringside
				</p>
				<ul>
					{sections.map((id) => (
						<li key={id}>
							<a
								href={`#${id}`}
								aria-current={id === section ? 'page' : undefined}
								onClick={(event) => {
									event.preventDefault();
									onGo(id);
								}}
							>
								<Icon name={looks[id].icon} />
								{words(looks[id].word)}
							</a>
						</li>
					))}
				</ul>
			</nav>
			<main>
				<h1>{words(looks[section].word)}</h1>
				{children}
			</main>
		</div>
	);
}
