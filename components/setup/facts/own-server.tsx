import { useWords, type WordKey } from '../../ui/words.ts';
import type { Form } from '../form/form.ts';
import { SecretField, TextField } from '../form/inputs.tsx';

const uses = ['transcription', 'extraction'] as const;
const useWordsOf: Record<(typeof uses)[number], [model: WordKey, address: WordKey]> = {
	transcription: ['models_transcription', 'models_transcription_address'],
	extraction: ['models_extraction', 'models_extraction_address'],
};

/** Models and addresses other than OpenAI's usual ones; most never open it. */
export function OwnServer({ form }: { form: Form<'after-call'> }) {
	const words = useWords();
	const { value, secrets, secretsSet, change, setSecret, trouble } = form;
	const isAsked =
		uses.some((use) => trouble?.field?.startsWith(`${use}.`)) || trouble?.field?.includes('extractionKey');
	return (
		<details class="own-server" open={isAsked}>
			<summary>{words('models_own')}</summary>
			<div class="stack">
				<p class="hint">{words('models_own_hint')}</p>
				{uses.map((use) => {
					const [model, address] = useWordsOf[use];
					const access = value[use];
					return (
						<>
							<TextField
								id={`${use}-model`}
								label={words(model)}
								path={`${use}.model`}
								value={access.model}
								onChange={(typed = '') => change({ [use]: { ...access, model: typed } })}
							/>
							<TextField
								id={`${use}-url`}
								type="url"
								label={words(address)}
								path={`${use}.baseUrl`}
								value={access.baseUrl}
								onChange={(typed = '') => change({ [use]: { ...access, baseUrl: typed } })}
							/>
						</>
					);
				})}
				<SecretField
					id="extraction-key"
					name="extractionKey"
					label={words('models_extraction_key')}
					hint={words('models_extraction_key_hint')}
					isOptional
					{...{ secrets, secretsSet }}
					onChange={setSecret}
				/>
			</div>
		</details>
	);
}
