import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../ui/icons.tsx';
import { useWords, type WordKey } from '../ui/words.ts';
import './setup.css';

export type Section = 'overview' | 'sites' | 'leads';

const sections: { id: Section; icon: IconName; word: WordKey }[] = [
	{ id: 'overview', icon: 'home', word: 'nav_overview' },
	{ id: 'sites', icon: 'window', word: 'nav_sites' },
	{ id: 'leads', icon: 'people', word: 'nav_leads' },
];

interface ShellProps {
	section: Section;
	onGo(section: Section): void;
	children: ComponentChildren;
}

/** Settings: sections at the side, one of them open. */
export function Shell({ section, onGo, children }: ShellProps) {
	const words = useWords();
	const current = sections.find(({ id }) => id === section);
	return (
		<div class="shell">
			<nav aria-label={words('nav_label')}>
				<p class="brand">
					<img src="/icon/48.png" alt="" width="24" height="24" /> Ringside
				</p>
				<ul>
					{sections.map(({ id, icon, word }) => (
						<li key={id}>
							<a
								href={`#${id}`}
								aria-current={id === section ? 'page' : undefined}
								onClick={(event) => {
									event.preventDefault();
									onGo(id);
								}}
							>
								<Icon name={icon} />
								{words(word)}
							</a>
						</li>
					))}
				</ul>
			</nav>
			<main>
				<h1>{current && words(current.word)}</h1>
				{children}
			</main>
		</div>
	);
}
