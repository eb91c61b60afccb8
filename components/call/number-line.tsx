import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../ui/words.ts';
import { ActionButton } from './button.tsx';

const COPIED_SHOWN_MS = 2_000;

interface NumberLineProps {
	number: { formatted: string; copy: string };
	/** Said at the line's end, e.g. why the number was matched. */
	aside?: string;
	onCopy(text: string): Promise<boolean>;
}

/** The number for reading, with its copy button. */
export function NumberLine({ number, aside, onCopy }: NumberLineProps) {
	const words = useWords();
	const [isCopied, setCopied] = useState(false);
	useEffect(() => {
		if (!isCopied) return;
		const id = setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
		return () => clearTimeout(id);
	}, [isCopied]);
	return (
		<p class="line number">
			<bdi dir="ltr" class="digits">
				{number.formatted}
			</bdi>
			<ActionButton
				kind="icon"
				extraClass="copy"
				label={words('card_copy')}
				onAct={() => void onCopy(number.copy).then(setCopied)}
			>
				<Icon name={isCopied ? 'done' : 'copy'} />
			</ActionButton>
			<span class="aside" role="status">
				{isCopied ? words('card_copied') : ''}
			</span>
			{!isCopied && aside && <span class="aside">{aside}</span>}
		</p>
	);
}
