import { useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { useWords } from './words.ts';

interface CopyButtonProps {
	text: string;
	/** What it copies, for people who cannot see where it stands. */
	label: string;
	onCopy(text: string): void;
}

/** Copies, and says that it did. */
export function CopyButton({ text, label, onCopy }: CopyButtonProps) {
	const words = useWords();
	const [isCopied, setCopied] = useState(false);
	return (
		<button
			type="button"
			class="button quiet"
			aria-label={words(isCopied ? 'copied_named' : 'copy_named', { what: label })}
			onClick={() => {
				onCopy(text);
				setCopied(true);
			}}
			onBlur={() => setCopied(false)}
		>
			<Icon name={isCopied ? 'done' : 'copy'} />
			{words(isCopied ? 'copied' : 'copy')}
		</button>
	);
}
