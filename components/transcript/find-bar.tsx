import { Icon } from '../ui/icons.tsx';
import { useWords } from '../ui/words.ts';

interface FindBarProps {
	search: string;
	count: number;
	onSearch(text: string): void;
	/** 1: the next place; -1: the one before. */
	onMove(step: 1 | -1): void;
}

/** Finds words in what was said; Enter goes on, with Shift back. */
export function FindBar({ search, count, onSearch, onMove }: FindBarProps) {
	const words = useWords();
	return (
		<div class="find-bar">
			<input
				type="search"
				value={search}
				maxLength={100}
				placeholder={words('transcript_find')}
				aria-label={words('transcript_find')}
				onInput={(event) => onSearch(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key === 'Enter') onMove(event.shiftKey ? -1 : 1);
				}}
			/>
			<span class="quiet" role="status">
				{search.trim() ? words.counted('transcript_found', count) : ''}
			</span>
			{count > 1 && (
				<>
					<button
						type="button"
						class="button quiet"
						aria-label={words('transcript_previous')}
						onClick={() => onMove(-1)}
					>
						<Icon name="up" />
					</button>
					<button
						type="button"
						class="button quiet"
						aria-label={words('transcript_next')}
						onClick={() => onMove(1)}
					>
						<Icon name="down" />
					</button>
				</>
			)}
		</div>
	);
}
