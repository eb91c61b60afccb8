import { useEffect, useRef, useState } from 'preact/hooks';
import type { Lead } from '../../lib/contract/index.ts';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';

interface LeadSearchProps {
	isBusy: boolean;
	onSearch(text: string): Promise<readonly Lead[]>;
	onChoose(leadId: string): void;
}

/** Finds a lead as one types. */
export function LeadSearch({ isBusy, onSearch, onChoose }: LeadSearchProps) {
	const words = useWords();
	const [text, setText] = useState('');
	const [found, setFound] = useState<readonly Lead[]>();
	const latest = useRef('');
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	useEffect(() => {
		latest.current = text;
		if (!text.trim()) return setFound(undefined);
		// What was typed before may be answered after.
		void onSearch(text).then((leads) => latest.current === text && setFound(leads));
	}, [text]);
	return (
		<div class="lead-search">
			<input
				type="search"
				value={text}
				maxLength={200}
				ref={field}
				placeholder={words('inbox_search')}
				aria-label={words('inbox_search')}
				onInput={(event) => setText(event.currentTarget.value)}
			/>
			<p class="quiet" role="status">
				{found?.length === 0 ? words('inbox_search_none') : ''}
			</p>
			<ul>
				{found?.map(({ leadId, name, company, phones }) => (
					<li key={leadId}>
						<button type="button" class="lead-choice" disabled={isBusy} onClick={() => onChoose(leadId)}>
							<strong>
								<bdi>{displayText(name)}</bdi>
							</strong>
							<span class="quiet">
								{[company, phones[0]?.raw]
									.filter(Boolean)
									.map((part) => displayText(part ?? ''))
									.join(' · ')}
							</span>
						</button>
					</li>
				))}
			</ul>
		</div>
	);
}
