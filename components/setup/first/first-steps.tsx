import type { ComponentChildren } from 'preact';
import type { Role } from '../../../lib/contract/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { useWords, type WordKey } from '../../ui/words.ts';
import { type FirstStep, firstSteps } from './steps.ts';

const titles: Record<FirstStep, WordKey> = {
	pair: 'first_pair',
	site: 'first_site',
	leads: 'first_leads',
	phone: 'first_phone',
	ring: 'first_ring',
};

interface FirstStepsProps {
	done: ReadonlySet<FirstStep>;
	/** An admin connects the phone for all, and brings the leads. */
	role: Role | undefined;
	/** How the step that is due is done. */
	body(step: FirstStep): ComponentChildren;
}

/** The way to the first ring as a checklist; the step that is due is open. */
export function FirstSteps({ done, role, body }: FirstStepsProps) {
	const words = useWords();
	const steps = firstSteps(role);
	const due = steps.find((step) => !done.has(step));
	return (
		<section class="panel" aria-labelledby="first-steps">
			<h2 id="first-steps">{words.counted('first_title', steps.length)}</h2>
			<ol class="first-steps">
				{steps.map((step, index) => {
					const state = done.has(step) ? 'done' : step === due ? 'now' : 'later';
					const title = step === 'phone' && role === 'admin' ? 'first_provider' : titles[step];
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
