import { Notice } from '../../ui/notice.tsx';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';

/** What became of a removed connection; `left` are webhooks that the vendor did not let go. */
export function RemovedNotice({ left }: { left: readonly string[] }) {
	const words = useWords();
	if (left.length === 0) return <Notice tone="good" title={words('removed_all')} />;
	return (
		<Notice tone="warn" title={words('removed_left')}>
			<ul class="bullets">
				{left.map((name) => (
					<li key={name}>{displayText(name)}</li>
				))}
			</ul>
		</Notice>
	);
}
