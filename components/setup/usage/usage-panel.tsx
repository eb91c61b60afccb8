import type { UsageView } from '../../../lib/contract/index.ts';
import { useWords } from '../../ui/words.ts';

/** What models have used this month and the one before, and what they may. */
export function UsagePanel({ usage }: { usage: UsageView }) {
	const words = useWords();
	const { thisMonth, lastMonth, monthlyMinutes, monthlyTokens } = usage;
	const minutes = ({ seconds }: { seconds: number }) => Math.ceil(seconds / 60);
	return (
		<section class="panel" aria-labelledby="usage">
			<div>
				<h2 id="usage">{words('usage_title')}</h2>
				<p class="quiet">{words('usage_hint')}</p>
			</div>
			<Bar
				id="usage-minutes"
				label={words('usage_minutes')}
				{...{ used: minutes(thisMonth), before: minutes(lastMonth), most: monthlyMinutes }}
			/>
			<Bar
				id="usage-tokens"
				label={words('usage_tokens')}
				{...{ used: thisMonth.tokens, before: lastMonth.tokens, most: monthlyTokens }}
			/>
		</section>
	);
}

interface BarProps {
	id: string;
	label: string;
	used: number;
	before: number;
	/** Undefined: no limit. */
	most: number | undefined;
}

function Bar({ id, label, used, before, most }: BarProps) {
	const words = useWords();
	const number = (value: number) => value.toLocaleString(words.locale);
	const isUsedUp = most !== undefined && used >= most;
	return (
		<div class="stack usage">
			<p id={id}>
				<strong>{label}</strong>{' '}
				{most === undefined
					? words('usage_unlimited', { used: number(used) })
					: words('usage_of', { used: number(used), most: number(most) })}
				<span class="quiet"> · {words('usage_before', { used: number(before) })}</span>
			</p>
			{most !== undefined && (
				<progress aria-labelledby={id} value={Math.min(used, most)} max={Math.max(most, 1)} />
			)}
			{isUsedUp && <p class="unsaved">{words('usage_up')}</p>}
		</div>
	);
}
