import { languages, notifyChoices, type OwnSettings } from '../../../lib/settings.ts';
import { useWords } from '../../ui/words.ts';
import { Choice } from './choice.tsx';
import { type Shortcut, ShortcutsPanel } from './shortcuts.tsx';

interface AppearanceProps {
	settings: OwnSettings;
	shortcuts: readonly Shortcut[];
	onChange(change: Partial<OwnSettings>): void;
	/** Where the browser has a page for it that we may open. */
	onChangeShortcuts?(): void;
}

/** Each language by its own name. */
const names = { en: 'English', de: 'Deutsch', es: 'Español' } as const;

/** What she sets for herself, in this browser. */
export function AppearanceSection({ settings, shortcuts, onChange, onChangeShortcuts }: AppearanceProps) {
	const words = useWords();
	return (
		<>
			<Choice
				id="notifications"
				label={words('notifications_label')}
				hint={words('notifications_hint')}
				value={settings.notifications}
				options={notifyChoices.map((value) => ({ value, text: words(`notifications_${value}`) }))}
				onChoose={(notifications) => onChange({ notifications })}
			/>
			<Choice
				id="language"
				label={words('language_label')}
				value={settings.language}
				options={languages.map((value) =>
					value === 'browser'
						? { value, text: words('language_browser') }
						: { value, text: names[value], lang: value },
				)}
				onChoose={(language) => onChange({ language })}
			/>
			<ShortcutsPanel shortcuts={shortcuts} onChange={onChangeShortcuts} />
		</>
	);
}
