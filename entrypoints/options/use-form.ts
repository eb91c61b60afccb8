import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Form } from '../../components/setup/form/form.ts';
import type { Trouble } from '../../components/ui/problem.tsx';
import type { SettingsName } from '../../lib/contract/index.ts';
import type { ReadSettings, SettingsApi } from '../../lib/server-api/settings-api.ts';
import { askServer } from './ask-server.ts';
import { troubleOf } from './trouble.ts';
import type { Draft, Drafts } from './use-drafts.ts';
import { useRun } from './use-run.ts';

/** What a form needs, on every page. */
export interface FormTools {
	api: SettingsApi;
	drafts: Drafts;
}

/** A document of settings as a form; undefined until the server has answered, and `trouble` where it has not. */
export function useForm<N extends SettingsName>(
	name: N,
	{ api, drafts }: FormTools,
	onSaved?: () => void,
): { form: Form<N> | undefined; trouble: Trouble | undefined } {
	const { view, trouble, refresh } = useView(name, api);
	const { isBusy, trouble: refusal, run } = useRun();
	const [refused, setRefused] = useState<Draft<N>>();
	const [isSaved, setSaved] = useState(false);
	const kept: Draft<N> | undefined = drafts.all[name];
	if (!view) return { form: undefined, trouble };
	const draft: Draft<N> = kept ?? { version: view.version, value: view.value, secrets: {} };
	const edit = (next: Draft<N>) => {
		setSaved(false);
		const isSame = JSON.stringify(next.value) === JSON.stringify(view.value);
		drafts.keep(name, isSame && Object.keys(next.secrets).length === 0 ? undefined : next);
	};
	const save = async (force: boolean) => {
		const body = trimmed({ version: draft.version, value: draft.value, secrets: draft.secrets, force });
		// A refusal speaks of what was sent: the next letter typed ends it.
		drafts.keep(name, draft);
		setRefused(draft);
		const written = await run((as) => api.change(as, name, body), refresh);
		if (!written) return;
		drafts.keep(name, undefined);
		setSaved(true);
		onSaved?.();
	};
	const form: Form<N> = {
		...{ value: draft.value, saved: view.value, secrets: draft.secrets, secretsSet: view.secretsSet },
		...{ isDirty: kept !== undefined, isBusy, isSaved: isSaved && kept === undefined },
		trouble: refused !== undefined && refused === kept && !isBusy ? refusal : undefined,
		change: (change) => edit({ ...draft, value: { ...draft.value, ...change } }),
		setSecret: (secret, typed) => edit({ ...draft, secrets: withSecret(draft.secrets, secret, typed) }),
		save: (force) => void (isBusy || save(force)),
		discard: () => {
			drafts.keep(name, undefined);
			setSaved(false);
			void refresh();
		},
	};
	return { form, trouble };
}

function useView<N extends SettingsName>(name: N, api: SettingsApi) {
	const [view, setView] = useState<ReadSettings<N>>();
	const [trouble, setTrouble] = useState<Trouble>();
	const refresh = useCallback(async () => {
		const answer = await askServer((as) => api.read(as, name));
		setTrouble(troubleOf(answer));
		if (answer.kind === 'ok') setView(answer.value);
	}, [api, name]);
	useEffect(() => void refresh(), [refresh]);
	return { view, trouble, refresh };
}

function withSecret(secrets: Draft<SettingsName>['secrets'], name: string, typed: string | null | undefined) {
	const { [name]: _, ...others } = secrets;
	return typed === undefined ? others : { ...others, [name]: typed };
}

/** Spaces at the ends of what was pasted are never meant. */
function trimmed<T>(value: T): T {
	return JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'string' ? one.trim() : one));
}
