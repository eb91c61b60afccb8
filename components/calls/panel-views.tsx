import { Icon } from '../ui/icons.tsx';
import { useWords } from '../ui/words.ts';
import './calls.css';

interface PanelViewsProps {
	view: 'calls' | 'inbox' | 'call';
	/** Unknown callers who wait. */
	waiting: number;
	onView(view: 'calls' | 'inbox'): void;
}

/** Which of the panel's views is open. */
export function PanelViews({ view, waiting, onView }: PanelViewsProps) {
	const words = useWords();
	const current = (one: 'calls' | 'inbox') => (view === one ? 'page' : undefined);
	return (
		<nav class="panel-views" aria-label={words('panel_views')}>
			<button type="button" aria-current={current('calls')} onClick={() => onView('calls')}>
				<Icon name="list" />
				{words('panel_calls')}
			</button>
			<button type="button" aria-current={current('inbox')} onClick={() => onView('inbox')}>
				<Icon name="inbox" />
				{words('panel_inbox')}
				{waiting > 0 && (
					<>
						<span class="count" aria-hidden="true">
							{waiting.toLocaleString(words.locale)}
						</span>
						<span class="hidden">{words.counted('panel_inbox_count', waiting)}</span>
					</>
				)}
			</button>
		</nav>
	);
}
