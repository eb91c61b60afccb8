import type { CheckView } from '../../../lib/contract/setup.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { said } from '../../ui/said.ts';
import { exactTime, timeAgo } from '../../ui/time.ts';
import { useWords, type WordKey } from '../../ui/words.ts';

const icons: Record<CheckView['state'], IconName> = {
	ok: 'done',
	attention: 'question',
	broken: 'dismiss',
	unknown: 'question',
};

const stateWords: Record<CheckView['state'], WordKey> = {
	ok: 'check_ok',
	attention: 'check_attention',
	broken: 'check_broken',
	unknown: 'check_unknown',
};

interface CheckProps {
	check: CheckView;
	now: number;
	isBusy: boolean;
	/** Stands out: the one to see to. */
	isWorst?: boolean;
	onAct(check: CheckView): void;
}

/** What was looked at, what it means, and the button that mends it. */
export function Check({ check, now, isBusy, isWorst, onAct }: CheckProps) {
	const words = useWords();
	const { state, found, mend, action } = check;
	const at = Date.parse(check.checkedAt);
	return (
		<div class={isWorst ? 'check worst' : 'check'} data-state={state}>
			<span class="check-mark">
				<Icon name={icons[state]} />
				<span class="hidden">{words(stateWords[state])}</span>
			</span>
			<div class="grow">
				<p>{said(found, words)}</p>
				{mend && <p class="hint">{said(mend, words)}</p>}
			</div>
			{action && state !== 'ok' && (
				<button type="button" class="button" disabled={isBusy} onClick={() => onAct(check)}>
					{said(action.label, words)}
				</button>
			)}
			<time class="hint" dateTime={check.checkedAt} title={exactTime(at, words.locale)}>
				{timeAgo(at, now, words.locale)}
			</time>
		</div>
	);
}
