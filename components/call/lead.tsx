import type { Clock } from '../../lib/clock.ts';
import type { CardView, LeadCard } from '../../lib/overlay/card.ts';
import { displayText } from '../ui/text.ts';
import { exactTime, timeAgo } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import { ActionButton } from './button.tsx';
import { NumberLine } from './number-line.tsx';
import { matchField, SUFFIX_DIGITS } from './view.ts';

interface LeadProps {
	card: CardView;
	lead: LeadCard;
	clock: Clock;
	isCompact: boolean;
	onCopy(text: string): Promise<boolean>;
	onUndo(): void;
}

/** Who it is and why we think so. */
export function LeadBody({ card, lead, clock, isCompact, onCopy, onUndo }: LeadProps) {
	const words = useWords();
	const { caller } = card;
	if (caller.kind !== 'lead') return null;
	const isPossible = caller.rule === 'suffix' && !caller.chosen;
	const matched = words('card_matched', { field: matchField(card, words) });
	const subtitle = [lead.company, lead.role].filter(Boolean).map((part) => displayText(part ?? ''));
	return (
		<>
			<div class="line">
				<h2 class="name">
					<bdi>{displayText(lead.name)}</bdi>
				</h2>
				{lead.stage && (
					<span class="badge" title={words('card_stage', { stage: displayText(lead.stage) })}>
						<bdi>{displayText(lead.stage)}</bdi>
					</span>
				)}
			</div>
			<p class="line quiet">
				<bdi class="grow">{subtitle.join(' · ')}</bdi>
				<span class="aside">{displayText(card.providerLabel)}</span>
			</p>
			{card.number && (
				<NumberLine
					number={card.number}
					aside={isPossible || caller.chosen ? undefined : matched}
					onCopy={onCopy}
				/>
			)}
			{isPossible && <p class="possible">{words('card_possible', { digits: String(SUFFIX_DIGITS) })}</p>}
			{caller.chosen && (
				<p class="line quiet chosen">
					<span>{words('card_chosen')}</span>
					<ActionButton kind="quiet" onAct={onUndo}>
						{words('card_undo')}
					</ActionButton>
				</p>
			)}
			{!isCompact && (card.state === 'ringing' || card.state === 'answered') && (
				<History lead={lead} clock={clock} />
			)}
		</>
	);
}

/** Last contact with its proof, who owns the lead and what comes next. */
function History({ lead, clock }: { lead: LeadCard; clock: Clock }) {
	const words = useWords();
	const next = [
		lead.owner && words('card_owner', { owner: displayText(lead.owner) }),
		lead.nextStep && words('card_next', { next: displayText(lead.nextStep) }),
	].filter(Boolean);
	if (lead.lastContactAt === undefined && next.length === 0) return null;
	return (
		<div class="history">
			{lead.lastContactAt !== undefined && <LastContact lead={lead} at={lead.lastContactAt} clock={clock} />}
			{next.length > 0 && <p class="next">{next.join(' · ')}</p>}
		</div>
	);
}

function LastContact({ lead, at, clock }: { lead: LeadCard; at: number; clock: Clock }) {
	const words = useWords();
	const when = timeAgo(at, clock.now(), words.locale);
	const quote = lead.lastContactQuote && displayText(lead.lastContactQuote);
	return (
		<p class="contact" title={exactTime(at, words.locale)}>
			{quote ? words('card_last_contact', { when, quote }) : words('card_last_contact_bare', { when })}
		</p>
	);
}
