import { useState } from 'preact/hooks';
import type { FormField, ProviderCard } from '../../../lib/contract/setup.ts';
import type { AppInput } from '../../../lib/server-api/setup-api.ts';
import { useWords } from '../../ui/words.ts';
import { Fields, splitValues } from './form-fields.tsx';
import { Guide } from './guide.tsx';

interface AppFormProps {
	card: ProviderCard;
	isBusy: boolean;
	onEnter(card: ProviderCard, entry: AppInput): void;
	onCopy(text: string): void;
}

const text = (one: string) => ({ en: one, de: one, es: one });

/** As vendors call them on their own pages, in every language. */
const standard: FormField[] = [
	{ name: 'clientId', label: text('Client ID'), kind: 'text', required: true },
	{ name: 'clientSecret', label: text('Client Secret'), kind: 'secret', required: true },
];

/** The workspace's registration at the vendor, entered once: what to do there, and what to bring back. */
export function AppForm({ card, isBusy, onEnter, onCopy }: AppFormProps) {
	const words = useWords();
	const [values, setValues] = useState<Record<string, string>>({ clientId: card.app?.clientId ?? '' });
	const more = card.app?.fields ?? [];
	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				const { secrets, settings } = splitValues(more, values);
				onEnter(card, {
					clientId: (values.clientId ?? '').trim(),
					clientSecret: (values.clientSecret ?? '').trim(),
					settings: { ...settings, ...secrets },
				});
			}}
		>
			<p class="quiet">{words('app_hint')}</p>
			<Guide steps={card.app?.steps ?? []} onCopy={onCopy} />
			<Fields
				prefix={`app-${card.provider}`}
				fields={[...standard, ...more]}
				values={values}
				onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
			/>
			<div class="row">
				<button type="submit" class="button primary" disabled={isBusy}>
					{words('app_save')}
				</button>
			</div>
		</form>
	);
}
