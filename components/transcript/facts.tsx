import type { CallDetail } from '../../lib/contract/index.ts';
import type { FactDecision } from '../../lib/messages/protocol.ts';
import { Icon } from '../ui/icons.tsx';
import { displayText } from '../ui/text.ts';
import { exactTime } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import { factsOf, targetWords } from './fact-list.ts';
import { FactRow } from './fact-row.tsx';

interface FactsProps {
	detail: CallDetail;
	/** Whose record is written to. */
	leadName: string | undefined;
	isBusy: boolean;
	onReview(decisions: FactDecision[]): void;
	/** To the sentence that proves a fact. */
	onShow(segmentId: string): void;
}

/** What was found out, each with its proof; nothing is written that she has not accepted. */
export function Facts({ detail, leadName, isBusy, onReview, onShow }: FactsProps) {
	const words = useWords();
	const { extraction } = detail;
	const facts = factsOf(detail, words.locale);
	const open = facts.filter(({ decision }) => decision === 'open');
	return (
		<section class="fact-list" aria-label={words('facts_title')}>
			<h3>{words('facts_title')}</h3>
			{!extraction && <p class="quiet">{words('facts_none')}</p>}
			{extraction && facts.length === 0 && <p class="quiet">{words('facts_empty')}</p>}
			{facts.length > 0 && (
				<p class="quiet">{targetWords(detail, leadName && displayText(leadName), words)}</p>
			)}
			<ul>
				{facts.map((fact) => (
					<FactRow
						key={fact.name}
						fact={fact}
						isWritable={detail.writesTo !== 'nowhere'}
						isBusy={isBusy}
						onDecide={(decision) => onReview([decision])}
						onShow={() => onShow(fact.segmentId)}
					/>
				))}
			</ul>
			{open.length > 1 && (
				<button
					type="button"
					class="button primary"
					disabled={isBusy}
					onClick={() => onReview(open.map(({ name }) => ({ name, decision: 'accepted' })))}
				>
					<Icon name="done" />
					{words('facts_accept_all')}
				</button>
			)}
			<Written written={detail.written} />
			{extraction && extraction.droppedCount > 0 && (
				<p class="quiet">{words.counted('facts_dropped', extraction.droppedCount)}</p>
			)}
		</section>
	);
}

function Written({ written }: Pick<CallDetail, 'written'>) {
	const words = useWords();
	const last = written.at(-1);
	if (!last) return null;
	const when = last.at && exactTime(Date.parse(last.at), words.locale);
	return (
		<p class="written" role="status">
			{when ? words('facts_written_at', { when }) : words('facts_written')}
		</p>
	);
}
