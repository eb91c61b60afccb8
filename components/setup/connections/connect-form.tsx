import { useState } from 'preact/hooks';
import type { FormField, ProviderCard } from '../../../lib/contract/setup.ts';
import type { ConnectionInput } from '../../../lib/server-api/setup-api.ts';
import { useWords } from '../../ui/words.ts';
import { Fields, splitValues } from './form-fields.tsx';
import { Guide } from './guide.tsx';

interface ConnectFormProps {
	card: ProviderCard;
	isBusy: boolean;
	onConnect(card: ProviderCard, entry: ConnectionInput): void;
	onCopy(text: string): void;
}

/** A key from the vendor, or only a name: the values to paste there come after it. */
export function ConnectForm({ card, isBusy, onConnect, onCopy }: ConnectFormProps) {
	const words = useWords();
	const [values, setValues] = useState<Record<string, string>>({ name: card.label });
	const nameField: FormField = {
		name: 'name',
		label: { en: words('connect_name'), de: words('connect_name'), es: words('connect_name') },
		help: { en: words('connect_name_hint'), de: words('connect_name_hint'), es: words('connect_name_hint') },
		kind: 'text',
		required: true,
	};
	// Steps without a key to fetch are for afterwards, when there are values to paste.
	const isKey = card.fields.some(({ required }) => required);
	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				const name = (values.name ?? '').trim();
				onConnect(card, { provider: card.provider, name, ...splitValues(card.fields, values) });
			}}
		>
			{isKey ? (
				<Guide steps={card.steps} onCopy={onCopy} />
			) : (
				<p class="quiet">{words('connect_paste_hint', { provider: card.label })}</p>
			)}
			<Fields
				prefix={`connect-${card.provider}`}
				fields={[...card.fields, nameField]}
				values={values}
				onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
			/>
			<div class="row">
				<button type="submit" class="button primary" disabled={isBusy}>
					{words(isBusy ? 'connect_working' : isKey ? 'connect_action' : 'connect_next')}
				</button>
			</div>
		</form>
	);
}
