import { useState } from 'preact/hooks';
import type { Lead, UnassignedCall } from '../../lib/contract/index.ts';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';
import { CreateLead } from './create-lead.tsx';
import { LeadSearch } from './lead-search.tsx';

export interface AssignActions {
	isBusy: boolean;
	onAssign(callId: string, leadId: string): void;
	onCreate(callId: string, lead: { name: string; company?: string }): void;
	onDismiss(callId: string): void;
	/** Leads that fit what was typed. */
	onSearch(text: string): Promise<readonly Lead[]>;
}

interface AssignBoxProps extends AssignActions {
	unassigned: UnassignedCall;
	/** Tells several boxes apart, for people who cannot see where they stand. */
	who: string;
}

const whyWords = {
	name: 'inbox_why_name',
	company: 'inbox_why_company',
	'name-and-company': 'inbox_why_both',
} as const;

/** Says who an unknown caller is: a suggestion, a lead that is searched, or a new one. */
export function AssignBox({
	unassigned,
	who,
	isBusy,
	onAssign,
	onCreate,
	onDismiss,
	onSearch,
}: AssignBoxProps) {
	const words = useWords();
	const [open, setOpen] = useState<'search' | 'create'>();
	const { callId, saidName, saidCompany, suggestions } = unassigned;
	const said = [
		saidName && words('inbox_said_name', { name: displayText(saidName) }),
		saidCompany && words('inbox_said_company', { company: displayText(saidCompany) }),
	].filter(Boolean);
	return (
		<section class="assign-box" aria-label={who}>
			{said.length > 0 && <p>{said.join(' · ')}</p>}
			{suggestions.map(({ leadId, name, why }) => (
				<p key={leadId} class="row suggestion">
					<span class="grow">
						{words('inbox_maybe', { name: displayText(name), why: words(whyWords[why]) })}
					</span>
					<button
						type="button"
						class="button primary"
						disabled={isBusy}
						aria-label={words('inbox_assign_named', { name: displayText(name) })}
						onClick={() => onAssign(callId, leadId)}
					>
						{words('inbox_assign')}
					</button>
				</p>
			))}
			{open === 'search' && (
				<LeadSearch isBusy={isBusy} onSearch={onSearch} onChoose={(leadId) => onAssign(callId, leadId)} />
			)}
			{open === 'create' && (
				<CreateLead
					first={{ name: saidName ?? '', company: saidCompany ?? '' }}
					isBusy={isBusy}
					onCreate={(lead) => onCreate(callId, lead)}
				/>
			)}
			<p class="row">
				<button
					type="button"
					class="button"
					aria-expanded={open === 'search'}
					onClick={() => setOpen(open === 'search' ? undefined : 'search')}
				>
					{words('inbox_assign_other')}
				</button>
				<button
					type="button"
					class="button"
					aria-expanded={open === 'create'}
					onClick={() => setOpen(open === 'create' ? undefined : 'create')}
				>
					{words('inbox_create')}
				</button>
				<button type="button" class="button quiet" disabled={isBusy} onClick={() => onDismiss(callId)}>
					{words('inbox_dismiss')}
				</button>
			</p>
		</section>
	);
}
