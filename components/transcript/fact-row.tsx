import { useState } from 'preact/hooks';
import type { FactDecision } from '../../lib/messages/protocol.ts';
import { Icon } from '../ui/icons.tsx';
import { displayText } from '../ui/text.ts';
import { useWords, type WordKey } from '../ui/words.ts';
import { FactEdit } from './fact-edit.tsx';
import { type Fact, readableValue } from './fact-list.ts';

interface FactRowProps {
	fact: Fact;
	/** A CRM takes what is accepted. */
	isWritable: boolean;
	isBusy: boolean;
	onDecide(decision: FactDecision): void;
	onShow(): void;
}

const decided: Record<Exclude<Fact['decision'], 'open'>, WordKey> = {
	accepted: 'facts_accepted',
	edited: 'facts_edited',
	rejected: 'facts_rejected',
};

/** One fact: label, value, its sentence, where it goes, and what she says to it. */
export function FactRow({ fact, isWritable, isBusy, onDecide, onShow }: FactRowProps) {
	const words = useWords();
	const [isEditing, setEditing] = useState(false);
	const { name, decision, crmField } = fact;
	const [label, quote] = [displayText(fact.label), displayText(fact.quote)];
	const value = displayText(readableValue(fact, words.locale));
	const goesTo = crmField
		? words('facts_to_field', { field: displayText(crmField) })
		: words('facts_not_written');
	return (
		<li class="fact" data-decision={decision}>
			<p class="fact-label">
				<span>{label}</span>
				{isWritable && <span class="quiet">{goesTo}</span>}
			</p>
			{isEditing ? (
				<FactEdit
					fact={fact}
					isBusy={isBusy}
					onCancel={() => setEditing(false)}
					onSave={(next) => {
						setEditing(false);
						onDecide({ name, decision: 'edited', value: next });
					}}
				/>
			) : (
				<p class="fact-value" dir="auto">
					{value}
				</p>
			)}
			<button
				type="button"
				class="quote"
				title={quote}
				aria-label={words('facts_quote', { quote })}
				onClick={onShow}
			>
				<q>{quote}</q>
			</button>
			{decision !== 'open' && (
				<p class="fact-decided">
					<Icon name={decision === 'rejected' ? 'dismiss' : 'done'} />
					{words(decided[decision])}
				</p>
			)}
			{!isEditing && (
				<Choices
					{...{ label, value, decision, isBusy }}
					onAccept={() => onDecide({ name, decision: 'accepted' })}
					onEdit={() => setEditing(true)}
					onReject={() => onDecide({ name, decision: 'rejected' })}
				/>
			)}
		</li>
	);
}

interface ChoicesProps {
	label: string;
	value: string;
	decision: Fact['decision'];
	isBusy: boolean;
	onAccept(): void;
	onEdit(): void;
	onReject(): void;
}

function Choices({ label, value, decision, isBusy, onAccept, onEdit, onReject }: ChoicesProps) {
	const words = useWords();
	return (
		<p class="row fact-choices">
			{(decision === 'open' || decision === 'rejected') && (
				<button
					type="button"
					class="button"
					disabled={isBusy}
					aria-label={words('facts_accept_named', { field: label, value })}
					onClick={onAccept}
				>
					{words('facts_accept')}
				</button>
			)}
			<button
				type="button"
				class="button quiet"
				disabled={isBusy}
				aria-label={words('facts_edit_named', { field: label })}
				onClick={onEdit}
			>
				{words('facts_edit')}
			</button>
			{decision !== 'rejected' && (
				<button
					type="button"
					class="button quiet"
					disabled={isBusy}
					aria-label={words('facts_reject_named', { field: label })}
					onClick={onReject}
				>
					{words('facts_reject')}
				</button>
			)}
		</p>
	);
}
