import { Icon } from '../../ui/icons.tsx';
import { said } from '../../ui/said.ts';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { kindWords } from './fact-kinds.ts';
import { type FactActions, FieldEditor } from './field-editor.tsx';

interface FieldRowProps extends FactActions {
	isLast: boolean;
	isOpen: boolean;
	onOpen(isOpen: boolean): void;
	onMove(by: -1 | 1): void;
	onRemove(): void;
}

/** One fact: what it is called, and its place; the rest unfolds. */
export function FieldRow(props: FieldRowProps) {
	const { field, index, isLast, isOpen, onOpen, onMove, onRemove } = props;
	const words = useWords();
	const name = displayText(field.labels ? said(field.labels, words) : field.label) || words('fact_unnamed');
	const move = (by: -1 | 1, isEnd: boolean) => (
		// Not disabled at an end: the focus would be lost on the way.
		<button
			type="button"
			class="button quiet"
			data-move={by}
			aria-disabled={isEnd}
			aria-label={words(by < 0 ? 'fact_up' : 'fact_down', { name })}
			onClick={() => !isEnd && onMove(by)}
		>
			<Icon name={by < 0 ? 'up' : 'down'} />
		</button>
	);
	return (
		<li class="stack">
			<div class="row">
				<button type="button" class="fact-head grow" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
					<strong>{name}</strong>
					<span class="quiet">
						{words(kindWords[field.kind])}
						{field.crmField && ` · ${words('fact_goes_to', { field: field.crmField })}`}
					</span>
				</button>
				{move(-1, index === 0)}
				{move(1, isLast)}
				<button
					type="button"
					class="button quiet"
					aria-label={words('people_remove_named', { name })}
					onClick={onRemove}
				>
					<Icon name="dismiss" />
				</button>
			</div>
			{isOpen && (
				<FieldEditor {...props} shownLabel={field.labels ? said(field.labels, words) : field.label} />
			)}
		</li>
	);
}
