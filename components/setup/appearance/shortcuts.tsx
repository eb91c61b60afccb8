import { useWords, type WordKey } from '../../ui/words.ts';

/** A key as the browser has it. */
export interface Shortcut {
	/** Of the manifest's command. */
	name: string;
	/** In the browser's words, for what has none of ours. */
	description: string;
	/** e.g. `Alt+Shift+L`; empty where none is set. */
	keys: string;
}

interface ShortcutsProps {
	shortcuts: readonly Shortcut[];
	/** Opens the browser's page for it; where it has none that we may open, words say the way. */
	onChange?(): void;
}

const names: Readonly<Record<string, WordKey>> = {
	'open-lead': 'shortcut_open_lead',
	'dismiss-card': 'shortcut_dismiss_card',
};

/** The keys in force; only the browser itself may change them. */
export function ShortcutsPanel({ shortcuts, onChange }: ShortcutsProps) {
	const words = useWords();
	return (
		<section class="panel">
			<h2>{words('shortcuts_title')}</h2>
			<ul class="lines">
				{shortcuts.map(({ name, description, keys }) => {
					const word = Object.hasOwn(names, name) ? names[name] : undefined;
					return (
						<li key={name} class="row">
							<p class="grow">{word ? words(word) : description}</p>
							{keys ? <kbd>{keys}</kbd> : <p class="quiet">{words('shortcuts_none')}</p>}
						</li>
					);
				})}
			</ul>
			<p class="quiet">{words(onChange ? 'shortcuts_hint' : 'shortcuts_hint_firefox')}</p>
			{onChange && (
				<div class="row">
					<button type="button" class="button" onClick={onChange}>
						{words('shortcuts_change')}
					</button>
				</div>
			)}
		</section>
	);
}
