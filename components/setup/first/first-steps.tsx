import type { ComponentChildren } from 'preact';
import { Icon } from '../../ui/icons.tsx';
import { useWords, type WordKey } from '../../ui/words.ts';
import { type FirstStep, firstSteps } from './steps.ts';

const titles: Record<FirstStep, WordKey> = {
	pair: 'first_pair',
	site: 'first_site',
	phone: 'first_phone',
	ring: 'first_ring',
};

interface FirstStepsProps {
	done: ReadonlySet<FirstStep>;
	/** An admin connects the phone for all. */
	isAdmin: boolean;
	/** How the step that is due is done. */
	body(step: FirstStep): ComponentChildren;
}

/** The way to the first ring as a checklist; the step that is due is open. */
export function FirstSteps({ done, isAdmin, body }: FirstStepsProps) {
	const words = useWords();
	const due = firstSteps.find((step) => !done.has(step));
	return (
		<section class="panel" aria-labelledby="first-steps">
			<h2 id="first-steps">{words('first_title')}</h2>
			<ol class="first-steps">
				{firstSteps.map((step, index) => {
					const state = done.has(step) ? 'done' : step === due ? 'now' : 'later';
					const title = step === 'phone' && isAdmin ? 'first_provider' : titles[step];
					return (
						<li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
							<span class="first-mark" aria-hidden="true">
								{state === 'done' ? <Icon name="done" /> : index + 1}
							</span>
							<div class="first-body">
								<h3>
									{words(title)}
									{state === 'done' && <span class="hidden"> ({words('step_done')})</span>}
								</h3>
								{state === 'now' && body(step)}
							</div>
						</li>
					);
				})}
			</ol>
		</section>
	);
}
