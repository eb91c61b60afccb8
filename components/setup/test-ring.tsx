import { useState } from 'preact/hooks';
import type { RingOutcome, RingStage } from '../../lib/messages/protocol.ts';
import { Notice, type Tone } from '../ui/notice.tsx';
import { useWords, type WordKey } from '../ui/words.ts';

const stages: Record<RingStage, { tone: Tone; word: WordKey }> = {
	painted: { tone: 'good', word: 'ring_painted' },
	'no-tab': { tone: 'calm', word: 'ring_no_tab' },
	received: { tone: 'warn', word: 'ring_received' },
	stored: { tone: 'warn', word: 'ring_stored' },
};

const failures: Record<Exclude<RingOutcome['kind'], 'sent'>, { tone: Tone; word: WordKey }> = {
	unpaired: { tone: 'warn', word: 'ring_unpaired' },
	failed: { tone: 'bad', word: 'ring_failed' },
};

interface TestRingProps {
	outcome?: RingOutcome;
	isBusy: boolean;
	/** `from` is E.164; undefined lets the server choose. */
	onRing(from: string | undefined): void;
	onCopy(text: string): void;
}

/** A ring through the real line, to see that it arrives. */
export function TestRingPanel({ outcome, isBusy, onRing, onCopy }: TestRingProps) {
	const words = useWords();
	const [text, setText] = useState('');
	const [isBad, setBad] = useState(false);
	return (
		<form
			class="panel"
			onSubmit={(event) => {
				event.preventDefault();
				const from = readFrom(text);
				setBad(from === 'bad');
				if (from !== 'bad') onRing(from);
			}}
		>
			<h2>{words('overview_ring')}</h2>
			<p class="quiet">{words('overview_ring_detail')}</p>
			<div class="field">
				<label for="ring-from">{words('overview_ring_from')}</label>
				<input
					id="ring-from"
					type="tel"
					value={text}
					placeholder="+49 30 23125101"
					onInput={(event) => setText(event.currentTarget.value)}
				/>
			</div>
			{isBad && <Notice tone="warn" title={words('ring_bad_number')} />}
			{!isBad && outcome && <Outcome outcome={outcome} onCopy={onCopy} />}
			<div class="row">
				<button type="submit" class="button" disabled={isBusy}>
					{words('overview_ring_action')}
				</button>
			</div>
		</form>
	);
}

/** How far it came, or why it did not start. */
function Outcome({ outcome, onCopy }: { outcome: RingOutcome; onCopy(text: string): void }) {
	const words = useWords();
	const { tone, word } = outcome.kind === 'sent' ? stages[outcome.stage] : failures[outcome.kind];
	const details = 'detail' in outcome ? outcome.detail : undefined;
	return <Notice tone={tone} title={words(word)} details={details} onCopy={onCopy} />;
}

function readFrom(text: string): string | undefined | 'bad' {
	const number = text.replace(/[\s().\-/]/g, '');
	if (number === '') return undefined;
	return /^\+[1-9]\d{6,14}$/.test(number) ? number : 'bad';
}
