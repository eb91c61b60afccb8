import { useWords } from '../../ui/words.ts';

interface AboutProps {
	/** Of the extension. */
	version: string;
	server: string | undefined;
	onCopy(text: string): void;
}

/** What this is, and where look and language come from. */
export function AboutPanel({ version, server, onCopy }: AboutProps) {
	const words = useWords();
	const line = `Ringside ${version}${server ? ` · ${server}` : ''}`;
	return (
		<section class="panel">
			<h2>{words('about_title')}</h2>
			<p>{words('about_look')}</p>
			<div class="row">
				<p class="grow quiet">{line}</p>
				<button type="button" class="button quiet" onClick={() => onCopy(line)}>
					{words('copy')}
				</button>
			</div>
		</section>
	);
}
