import type { CallFacts, FactDecision } from '../../lib/messages/protocol.ts';
import { Icon } from '../ui/icons.tsx';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';
import { type Fact, factsOf, readableValue, targetWords } from './fact-list.ts';
import './compact-facts.css';

interface CompactFactsProps {
	facts: CallFacts;
	state: 'idle' | 'sending' | 'failed';
	/** Whether this click may be taken. */
	mayAct(event: Event): boolean;
	onReview(decisions: FactDecision[]): void;
	onPanel(): void;
}

/** The facts of a call in the card: what is still to be said to, and the way to all of it. */
export function CompactFacts({ facts: call, state, mayAct, onReview, onPanel }: CompactFactsProps) {
	const words = useWords();
	const facts = factsOf(call, words.locale);
	const open = facts.filter(({ decision }) => decision === 'open');
	const guarded = (act: () => void) => (event: Event) => {
		if (mayAct(event)) act();
	};
	const accept = (chosen: readonly Fact[]) =>
		onReview(chosen.map(({ name }) => ({ name, decision: 'accepted' as const })));
	return (
		<section class="compact" aria-label={words('facts_title')}>
			<p class="compact-line">
				<strong class="compact-grow" role="status">
					{stateWords({ state, open: open.length, all: facts.length }, words)}
				</strong>
				{open.length > 1 && (
					<button type="button" disabled={state === 'sending'} onClick={guarded(() => accept(open))}>
						{words('facts_accept_all')}
					</button>
				)}
				<button type="button" onClick={guarded(onPanel)}>
					{words('panel_open')}
				</button>
			</p>
			{open.length > 0 && (
				<p class="compact-quiet">{targetWords(call, call.leadName && displayText(call.leadName), words)}</p>
			)}
			<ul>
				{open.map((fact) => (
					<CompactFact
						key={fact.name}
						fact={fact}
						isBusy={state === 'sending'}
						onAccept={guarded(() => accept([fact]))}
					/>
				))}
			</ul>
		</section>
	);
}

interface CompactFactProps {
	fact: Fact;
	isBusy: boolean;
	onAccept(event: Event): void;
}

function CompactFact({ fact, isBusy, onAccept }: CompactFactProps) {
	const words = useWords();
	const field = displayText(fact.label);
	const value = displayText(readableValue(fact, words.locale));
	return (
		<li class="compact-line" title={displayText(fact.quote)}>
			<span class="compact-grow">
				<span class="compact-quiet">{field}</span> <bdi>{value}</bdi>
			</span>
			<button
				type="button"
				disabled={isBusy}
				aria-label={words('facts_accept_named', { field, value })}
				onClick={onAccept}
			>
				<Icon name="done" />
			</button>
		</li>
	);
}

function stateWords(
	{ state, open, all }: { state: CompactFactsProps['state']; open: number; all: number },
	words: ReturnType<typeof useWords>,
): string {
	if (state === 'sending') return words('facts_sending');
	if (state === 'failed') return words('facts_frame_failed');
	if (all === 0) return words('transcript_title');
	return open > 0 ? words.counted('facts_frame_open', open) : words('facts_frame_done');
}
