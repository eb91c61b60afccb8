import { Notice } from './notice.tsx';
import { useWords } from './words.ts';

/** Why the server did not do what she asked; `detail` and `mend` are its own words. */
export interface Trouble {
	kind: 'refused' | 'not-allowed' | 'unreachable';
	detail: string;
	mend?: string;
}

const titles = {
	refused: 'trouble_refused',
	'not-allowed': 'trouble_not_allowed',
	unreachable: 'trouble_unreachable',
} as const;

/** What happened, and what she may do about it; the server's words are folded away only where they are technical. */
export function ProblemNotice({
	trouble,
	onCopy,
}: {
	trouble: Trouble | undefined;
	onCopy(text: string): void;
}) {
	const words = useWords();
	if (!trouble) return null;
	const { kind, detail, mend } = trouble;
	if (kind !== 'refused') {
		return <Notice tone="bad" title={words(titles[kind])} details={detail} onCopy={onCopy} />;
	}
	return (
		<Notice tone="bad" title={words(titles.refused)}>
			<p>{[detail, mend].filter(Boolean).join(' ')}</p>
		</Notice>
	);
}
