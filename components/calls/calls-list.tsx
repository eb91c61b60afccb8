import { useId } from 'preact/hooks';
import type { Clock } from '../../lib/clock.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import type { CallFilter, CallStateFilter } from '../../lib/server-api/calls-api.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { ProblemNotice, type Trouble } from '../ui/problem.tsx';
import { useWords, type WordKey } from '../ui/words.ts';
import { CallLine } from './call-line.tsx';
import './calls.css';

export interface CallsListProps {
	/** Newest first; undefined until the server has answered. */
	calls: readonly CardView[] | undefined;
	filter: CallFilter;
	hasMore: boolean;
	isBusy: boolean;
	trouble: Trouble | undefined;
	clock: Clock;
	/** Address of the deliveries of a call; undefined for who may not see them. */
	deliveriesOf: ((callId: string) => string) | undefined;
	onFilter(filter: CallFilter): void;
	onMore(): void;
	onOpen(callId: string): void;
	onPlay(callId: string): void;
	onExport(callId: string): void;
	onCopy(text: string): void;
}

const states: { state?: CallStateFilter; icon: IconName; word: WordKey }[] = [
	{ icon: 'list', word: 'calls_all' },
	{ state: 'in-progress', icon: 'phone', word: 'card_in_progress' },
	{ state: 'completed', icon: 'done', word: 'card_completed' },
	{ state: 'missed', icon: 'missed', word: 'card_missed' },
];

/** Every call that she may see, to be looked through. */
export function CallsList(props: CallsListProps) {
	const { calls, filter, hasMore, isBusy, trouble, onMore, onCopy } = props;
	const words = useWords();
	const isFiltered = filter.state !== undefined || Boolean(filter.search);
	return (
		<div class="calls">
			<Filters {...props} />
			<ProblemNotice trouble={trouble} onCopy={onCopy} />
			<p class="hidden" role="status">
				{isBusy && isFiltered ? words('calls_searching') : ''}
			</p>
			{calls?.length === 0 && !isBusy && (
				<p class="quiet calls-none">{words(isFiltered ? 'calls_none_found' : 'calls_none')}</p>
			)}
			<ul class="call-lines" aria-busy={isBusy}>
				{calls?.map((card) => (
					<CallLine key={card.callId} {...props} card={card} />
				))}
			</ul>
			{hasMore && (
				<button type="button" class="button" disabled={isBusy} onClick={onMore}>
					{words('calls_more')}
				</button>
			)}
		</div>
	);
}

function Filters({ filter, onFilter }: CallsListProps) {
	const words = useWords();
	const group = useId();
	return (
		<search class="call-filters">
			<fieldset>
				<legend class="hidden">{words('calls_filter')}</legend>
				{states.map(({ state, icon, word }) => (
					<label key={word} class="state-choice">
						<input
							type="radio"
							class="hidden"
							name={group}
							checked={filter.state === state}
							onChange={() => onFilter({ ...filter, state })}
						/>
						<Icon name={icon} />
						{words(word)}
					</label>
				))}
			</fieldset>
			<input
				type="search"
				value={filter.search ?? ''}
				maxLength={200}
				placeholder={words('calls_search')}
				aria-label={words('calls_search')}
				onInput={(event) => onFilter({ ...filter, search: event.currentTarget.value || undefined })}
			/>
		</search>
	);
}
