import type { Clock } from '../../lib/clock.ts';
import type { UnassignedCall } from '../../lib/contract/index.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { callerTitle } from '../call/view.ts';
import { Icon } from '../ui/icons.tsx';
import { ProblemNotice, type Trouble } from '../ui/problem.tsx';
import { exactTime, timeAgo } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import { type AssignActions, AssignBox } from './assign-box.tsx';
import './inbox.css';

/** An unknown caller; `card` once the call itself was read. */
export interface Waiting {
	unassigned: UnassignedCall;
	card?: CardView;
}

interface InboxProps extends AssignActions {
	/** Undefined until the server has answered. */
	waiting: readonly Waiting[] | undefined;
	/** Taken away a moment ago, and may still come back. */
	dismissed: Waiting | undefined;
	isBusy: boolean;
	trouble: Trouble | undefined;
	clock: Clock;
	onUndo(): void;
	onOpen(callId: string): void;
	onCopy(text: string): void;
}

/** Callers whom nobody knows yet, and what to do about each. */
export function Inbox(props: InboxProps) {
	const { waiting, dismissed, trouble, onUndo, onCopy } = props;
	const words = useWords();
	return (
		<div class="inbox">
			<ProblemNotice trouble={trouble} onCopy={onCopy} />
			{dismissed && (
				<p class="row undo" role="status">
					<span class="grow">{words('inbox_dismissed', { who: whoOf(dismissed, words) })}</span>
					<button type="button" class="button" onClick={onUndo}>
						{words('inbox_undo')}
					</button>
				</p>
			)}
			{waiting?.length === 0 && <p class="quiet">{words('inbox_none')}</p>}
			<ul>
				{waiting?.map((one) => (
					<WaitingCaller key={one.unassigned.callId} {...props} one={one} />
				))}
			</ul>
		</div>
	);
}

function WaitingCaller({ one, clock, onOpen, ...actions }: InboxProps & { one: Waiting }) {
	const words = useWords();
	const { unassigned, card } = one;
	const { callId } = unassigned;
	const place = card?.caller.kind === 'unknown' ? card.caller.place : undefined;
	const at = card?.startedAt ?? Date.parse(unassigned.changedAt);
	return (
		<li class="waiting panel">
			<div>
				<p class="row">
					<Icon name="question" />
					<strong class="grow">
						<bdi dir="auto">{whoOf(one, words)}</bdi>
					</strong>
					<time class="quiet" dateTime={new Date(at).toISOString()} title={exactTime(at, words.locale)}>
						{timeAgo(at, clock.now(), words.locale)}
					</time>
				</p>
				{place && <p class="quiet">{place}</p>}
			</div>
			<AssignBox {...actions} unassigned={unassigned} who={whoOf(one, words)} />
			<button type="button" class="button quiet open-call" onClick={() => onOpen(callId)}>
				<Icon name="text" />
				{words('inbox_open_call')}
			</button>
		</li>
	);
}

function whoOf({ card }: Waiting, words: ReturnType<typeof useWords>): string {
	return card ? callerTitle(card, words) : words('inbox_who');
}
