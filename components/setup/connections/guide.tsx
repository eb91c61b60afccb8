import type { CheckView, GuideStep } from '../../../lib/contract/setup.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { said } from '../../ui/said.ts';
import { useWords } from '../../ui/words.ts';

interface GuideProps {
	steps: readonly GuideStep[];
	/** Those of the connection, where there is one: they turn steps green. */
	checks?: readonly CheckView[];
	onCopy(text: string): void;
}

/** What to do at the vendor, step by step, with the values to paste. */
export function Guide({ steps, checks = [], onCopy }: GuideProps) {
	const words = useWords();
	if (steps.length === 0) return null;
	return (
		<ol class="guide">
			{steps.map((step, index) => {
				const isDone =
					step.check !== undefined && checks.some(({ name, state }) => name === step.check && state === 'ok');
				return (
					<li key={index} data-done={isDone}>
						<span class="guide-mark" aria-hidden="true">
							{isDone ? <Icon name="done" /> : index + 1}
						</span>
						<div class="guide-step">
							<p>
								{said(step.text, words)}
								{isDone && <span class="hidden"> ({words('step_done')})</span>}
							</p>
							{step.link && (
								<p>
									<a href={step.link.url} target="_blank" rel="noreferrer noopener">
										{said(step.link.label, words)}
									</a>
								</p>
							)}
							{step.copy?.map((value) => (
								<CopyValue
									key={value.label.en}
									label={said(value.label, words)}
									value={value.value}
									onCopy={onCopy}
								/>
							))}
						</div>
					</li>
				);
			})}
		</ol>
	);
}

interface CopyValueProps {
	label: string;
	value: string;
	onCopy(text: string): void;
}

/** A value to paste elsewhere, with its button. */
export function CopyValue({ label, value, onCopy }: CopyValueProps) {
	return (
		<div class="copy-value">
			<div class="grow">
				<p class="hint">{label}</p>
				<code>{value}</code>
			</div>
			<CopyButton text={value} label={label} onCopy={onCopy} />
		</div>
	);
}
