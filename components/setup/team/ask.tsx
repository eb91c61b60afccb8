import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';

interface AskProps {
	title: string;
	/** What goes, and what stays. */
	goes: readonly string[];
	action: string;
	onRemove(): void;
	onClose(): void;
}

/** Asks once more, naming what goes. */
export function AskBeforeRemoving({ title, goes, action, onRemove, onClose }: AskProps) {
	const words = useWords();
	return (
		<Dialog title={title} onClose={onClose}>
			<ul class={goes.length > 1 ? 'bullets' : undefined}>
				{goes.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<div class="row">
				<button
					type="button"
					class="button danger"
					onClick={() => {
						onClose();
						onRemove();
					}}
				>
					{action}
				</button>
				<button type="button" class="button" onClick={onClose}>
					{words('cancel')}
				</button>
			</div>
		</Dialog>
	);
}
