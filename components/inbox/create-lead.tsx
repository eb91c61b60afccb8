import { useId, useState } from 'preact/hooks';
import { useWords } from '../ui/words.ts';

interface CreateLeadProps {
	/** As said in the call. */
	first: { name: string; company: string };
	isBusy: boolean;
	onCreate(lead: { name: string; company?: string }): void;
}

/** A new lead of this caller. */
export function CreateLead({ first, isBusy, onCreate }: CreateLeadProps) {
	const words = useWords();
	const id = useId();
	const [name, setName] = useState(first.name);
	const [company, setCompany] = useState(first.company);
	return (
		<form
			class="create-lead"
			onSubmit={(event) => {
				event.preventDefault();
				const trimmed = company.trim();
				if (name.trim()) onCreate({ name: name.trim(), ...(trimmed ? { company: trimmed } : {}) });
			}}
		>
			<div class="field">
				<label for={`${id}-name`}>{words('inbox_create_name')}</label>
				<input
					id={`${id}-name`}
					required
					maxLength={500}
					value={name}
					onInput={(event) => setName(event.currentTarget.value)}
				/>
			</div>
			<div class="field">
				<label for={`${id}-company`}>
					{words('inbox_create_company')} <span class="quiet">({words('optional')})</span>
				</label>
				<input
					id={`${id}-company`}
					maxLength={500}
					value={company}
					onInput={(event) => setCompany(event.currentTarget.value)}
				/>
			</div>
			<button type="submit" class="button primary" disabled={isBusy || name.trim() === ''}>
				{words('inbox_create')}
			</button>
		</form>
	);
}
