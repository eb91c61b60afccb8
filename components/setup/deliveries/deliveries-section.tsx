import type { DeliveryDetail, DeliveryView, Outcome } from '../../../lib/contract/index.ts';
import type { DeliveryFilter } from '../../../lib/server-api/deliveries-api.ts';
import { ProblemNotice, type Trouble } from '../../ui/problem.tsx';
import { displayText } from '../../ui/text.ts';
import { exactTime, timeAgo } from '../../ui/time.ts';
import { useWords } from '../../ui/words.ts';
import { Detail } from './detail.tsx';
import { FilterBar } from './filter-bar.tsx';
import { outcomeWords } from './outcomes.ts';
import { type RangeActions, type RangeStep, ReplayRange } from './replay-range.tsx';

/** What came of reading one once more. */
export interface Replay {
	deliveryId: string;
	outcome: Outcome;
	reason?: string;
}

export interface DeliveriesProps {
	/** Undefined until the server has answered. */
	deliveries: readonly DeliveryView[] | undefined;
	hasMore: boolean;
	filter: DeliveryFilter;
	/** Name of each connection, by id. */
	names: ReadonlyMap<string, string>;
	/** Name of each provider that was connected, by id. */
	providers: ReadonlyMap<string, string>;
	/** Reading all of them once more; undefined while nobody asks for it. */
	range: RangeStep | undefined;
	rangeActions: RangeActions;
	/** The one that is open. */
	opened: string | undefined;
	/** Of the one that is open; undefined while it is being read. */
	detail: DeliveryDetail | undefined;
	replay: Replay | undefined;
	trouble: Trouble | undefined;
	now: number;
	isBusy: boolean;
	onFilter(filter: DeliveryFilter): void;
	onOpen(deliveryId: string | undefined): void;
	onReplay(deliveryId: string): void;
	onMore(): void;
	onCopy(text: string): void;
}

/** What providers sent, newest first, and why something was not taken. */
export function DeliveriesSection(props: DeliveriesProps) {
	const { deliveries, hasMore, trouble, range, rangeActions, isBusy, onMore, onCopy } = props;
	const words = useWords();
	return (
		<>
			<FilterBar {...props} />
			<ProblemNotice trouble={trouble} onCopy={onCopy} />
			{deliveries && (
				<section class="panel" aria-label={words('nav_deliveries')}>
					{deliveries.length === 0 && <p class="quiet">{words('deliveries_none')}</p>}
					<ul class="lines">
						{deliveries.map((delivery) => (
							<Row key={delivery.deliveryId} {...props} delivery={delivery} />
						))}
					</ul>
					<div class="row">
						{hasMore && (
							<button type="button" class="button" disabled={isBusy} onClick={onMore}>
								{words('deliveries_more')}
							</button>
						)}
						{deliveries.length > 0 && (
							<button type="button" class="button" onClick={rangeActions.count}>
								{words('range_open')}
							</button>
						)}
					</div>
				</section>
			)}
			{range && <ReplayRange step={range} actions={rangeActions} onCopy={onCopy} />}
		</>
	);
}

function Row(props: DeliveriesProps & { delivery: DeliveryView }) {
	const { delivery, names, opened, now, onOpen } = props;
	const words = useWords();
	const { deliveryId, connectionId, provider, receivedAt, outcome, reason } = delivery;
	const at = Date.parse(receivedAt);
	const isOpen = opened === deliveryId;
	return (
		<li class="delivery">
			<button
				type="button"
				class="delivery-line"
				aria-expanded={isOpen}
				onClick={() => onOpen(isOpen ? undefined : deliveryId)}
			>
				<span class="outcome" data-outcome={outcome}>
					{words(outcomeWords[outcome])}
				</span>
				<span class="grow">
					<bdi>{displayText(names.get(connectionId) ?? provider)}</bdi>
					{reason && <span class="quiet"> · {displayText(reason)}</span>}
				</span>
				<time class="quiet" dateTime={receivedAt} title={exactTime(at, words.locale)}>
					{timeAgo(at, now, words.locale)}
				</time>
			</button>
			{isOpen && <Detail {...props} />}
		</li>
	);
}
