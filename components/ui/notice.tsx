import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';
import { useWords } from './words.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'calm';

const icons: Record<Tone, IconName> = { good: 'done', warn: 'question', bad: 'dismiss', calm: 'ringing' };

interface NoticeProps {
	tone: Tone;
	title: string;
	/** Technical part, folded away, with a copy button. */
	details?: string;
	onCopy?(text: string): void;
	children?: ComponentChildren;
}

/** What happened, what it means for her, and one thing to do. */
export function Notice({ tone, title, details, onCopy, children }: NoticeProps) {
	const words = useWords();
	return (
		<div class="notice" data-tone={tone} role="status">
			<Icon name={icons[tone]} />
			<div>
				<p>{title}</p>
				{children}
				{details && (
					<details>
						<summary>{words('details')}</summary>
						<code>{details}</code>
						{onCopy && (
							<button type="button" class="button quiet" onClick={() => onCopy(details)}>
								{words('details_copy')}
							</button>
						)}
					</details>
				)}
			</div>
		</div>
	);
}
