import type { ComponentChildren } from 'preact';
import type { SettingsName } from '../../../lib/contract/settings.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { useWords } from '../../ui/words.ts';
import { canForce, type Form, RefusalContext } from './form.ts';
import './form.css';

interface SettingsFormProps<N extends SettingsName> {
	id: string;
	title: string;
	hint?: string;
	form: Form<N>;
	onCopy(text: string): void;
	children: ComponentChildren;
}

/** A form of settings: what is in it, that something is not saved yet, and what became of saving. */
export function SettingsForm<N extends SettingsName>(props: SettingsFormProps<N>) {
	const { id, title, hint, form, onCopy, children } = props;
	return (
		<RefusalContext.Provider value={form.trouble}>
			<form
				class="panel"
				aria-labelledby={id}
				onSubmit={(event) => {
					event.preventDefault();
					form.save(false);
				}}
			>
				<div>
					<h2 id={id}>{title}</h2>
					{hint && <p class="quiet">{hint}</p>}
				</div>
				{children}
				<Outcome form={form} onCopy={onCopy} />
			</form>
		</RefusalContext.Provider>
	);
}

function Outcome<N extends SettingsName>({ form, onCopy }: Pick<SettingsFormProps<N>, 'form' | 'onCopy'>) {
	const words = useWords();
	const { trouble, isDirty, isBusy, isSaved } = form;
	const isOvertaken = trouble?.problem === 'overtaken';
	return (
		<>
			{isSaved && <Notice tone="good" title={words('settings_saved')} />}
			<ProblemNotice trouble={trouble} onCopy={onCopy} />
			<div class="row">
				{isOvertaken ? (
					<button type="button" class="button primary" disabled={isBusy} onClick={form.discard}>
						{words('settings_reload')}
					</button>
				) : (
					// Stays enabled, so that the focus stays where it was.
					<button type="submit" class="button primary" aria-disabled={isBusy}>
						{words('rename_save')}
					</button>
				)}
				{trouble && canForce(trouble) && (
					<button type="button" class="button" disabled={isBusy} onClick={() => form.save(true)}>
						{words('settings_save_anyway')}
					</button>
				)}
				{isDirty && !isOvertaken && (
					<>
						<button type="button" class="button quiet" disabled={isBusy} onClick={form.discard}>
							{words('settings_discard')}
						</button>
						<p class="unsaved">{words('settings_unsaved')}</p>
					</>
				)}
			</div>
		</>
	);
}
