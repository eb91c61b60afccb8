import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';

interface AskProps {
	title: string;
	/** What goes, and what stays. */
	goes: string;
	action: string;
	onRemove(): void;
	onClose(): void;
}

/** Asks once more, naming what goes. */
export function AskBeforeRemoving({ title, goes, action, onRemove, onClose }: AskProps) {
	const words = useWords();
	return (
		<Dialog title={title} onClose={onClose}>
			<p>{goes}</p>
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
