import type { CallProgress, Stage, StageReason } from '../../lib/contract/index.ts';
import { Icon } from '../ui/icons.tsx';
import { displayText } from '../ui/text.ts';
import { useWords, type WordKey, type Words } from '../ui/words.ts';

interface StagesProps {
	progress: readonly CallProgress[];
	isBusy: boolean;
	onRetry(stage: Stage): void;
}

const stageNames: Record<Stage, WordKey> = {
	recording: 'stage_recording',
	transcript: 'stage_transcript',
	facts: 'stage_facts',
	crm: 'stage_crm',
	booking: 'stage_booking',
};

const reasonWords: Record<StageReason, WordKey> = {
	'no-consent': 'reason_no_consent',
	declined: 'reason_declined',
	'not-set-up': 'reason_not_set_up',
	limit: 'reason_limit',
	'not-yet-there': 'reason_not_yet_there',
	gone: 'reason_gone',
	forbidden: 'reason_forbidden',
	'signed-out': 'reason_signed_out',
	'wrong-content': 'reason_wrong_content',
	'too-large': 'reason_too_large',
	'too-long': 'reason_too_long',
	silence: 'reason_silence',
	'vendor-busy': 'reason_vendor_busy',
	refused: 'reason_refused',
	'no-room': 'reason_no_room',
	'invalid-answer': 'reason_invalid_answer',
	unexpected: 'reason_unexpected',
};

/** Nothing that she could mend would make these come out otherwise. */
const final = new Set<StageReason | undefined>(['declined', 'gone', 'too-large', 'too-long', 'silence']);

/** How far the work after a call has come, as far as it is not done: what, why, and what to do. */
export function Stages({ progress, isBusy, onRetry }: StagesProps) {
	const words = useWords();
	// That she declined is said above, once.
	const open = progress.filter(({ state, reason }) => state !== 'done' && reason !== 'declined');
	if (open.length === 0) return null;
	return (
		<ul class="stages" aria-label={words('stages_label')}>
			{open.map((one) => (
				<li key={one.stage} class="stage" data-state={one.state}>
					<Icon name={one.state === 'stopped' ? 'question' : 'ringing'} />
					<div class="grow">
						<p>{stageWords(one, words)}</p>
						{one.total !== undefined && one.done !== undefined && one.state === 'running' && (
							<progress aria-label={stageWords(one, words)} max={one.total} value={one.done} />
						)}
						{one.reason && <p>{words(reasonWords[one.reason])}</p>}
						{one.detail && (
							<details>
								<summary>{words('details')}</summary>
								<code>{displayText(one.detail)}</code>
							</details>
						)}
					</div>
					{one.state === 'stopped' && !final.has(one.reason) && (
						<button type="button" class="button" disabled={isBusy} onClick={() => onRetry(one.stage)}>
							{words('retry')}
							<span class="hidden"> {words(stageNames[one.stage])}</span>
						</button>
					)}
				</li>
			))}
		</ul>
	);
}

function stageWords({ stage, state, done, total }: CallProgress, words: Words): string {
	const values = { stage: words(stageNames[stage]) };
	if (state === 'stopped') return words('stage_stopped', values);
	if (state === 'waiting') return words('stage_waiting', values);
	if (done === undefined || total === undefined) return words('stage_running', values);
	return words('stage_progress', { ...values, done: String(done), total: String(total) });
}
