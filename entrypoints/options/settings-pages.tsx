import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { ConsentForm } from '../../components/setup/consent/consent-form.tsx';
import { RetentionForm } from '../../components/setup/consent/retention-form.tsx';
import { type CrmChecked, CrmForm } from '../../components/setup/crm/crm-form.tsx';
import { AfterCallForm } from '../../components/setup/facts/after-call-form.tsx';
import { FieldsForm } from '../../components/setup/facts/fields-form.tsx';
import { UsagePanel } from '../../components/setup/usage/usage-panel.tsx';
import { ProblemNotice, type Trouble } from '../../components/ui/problem.tsx';
import type { UsageView } from '../../lib/contract/index.ts';
import type { SettingsApi } from '../../lib/server-api/settings-api.ts';
import { askServer } from './ask-server.ts';
import { copy } from './clipboard.ts';
import type { SetupState } from './connections-page.tsx';
import { type FormTools, useForm } from './use-form.ts';
import { useRun } from './use-run.ts';

/** Connections of one provider, to choose from. */
export function connectionsOf({ connections }: SetupState, provider: string) {
	return (connections ?? []).filter((one) => one.provider === provider && one.state !== 'removed');
}

/** The first thing that could not be read, and what could. */
export function Troubled({
	troubles,
	children,
}: {
	troubles: readonly (Trouble | undefined)[];
	children: ComponentChildren;
}) {
	return (
		<>
			<ProblemNotice trouble={troubles.find(Boolean)} onCopy={copy} />
			{children}
		</>
	);
}

/** Calls & consent, for admins. */
export function ConsentPage({ setup, ...tools }: FormTools & { setup: SetupState }) {
	const consent = useForm('consent', tools);
	const retention = useForm('retention', tools);
	const recording = new Map(
		(setup.providers ?? []).flatMap(({ provider, label, hasRecordings }) =>
			hasRecordings ? [[provider, label] as const] : [],
		),
	);
	const recorded = setup.connections?.flatMap(({ connectionId, name, provider, state }) => {
		const label = recording.get(provider);
		return label === undefined || state === 'removed' ? [] : [{ connectionId, name, label }];
	});
	return (
		<Troubled troubles={[consent.trouble, retention.trouble]}>
			{consent.form && <ConsentForm form={consent.form} connections={recorded} onCopy={copy} />}
			{retention.form && <RetentionForm form={retention.form} onCopy={copy} />}
		</Troubled>
	);
}

/** Transcription & facts, for admins. */
export function FactsPage({ setup, ...tools }: FormTools & { setup: SetupState }) {
	const { usage, refresh } = useUsage(tools.api);
	const afterCall = useForm('after-call', tools, refresh);
	const facts = useForm('facts', tools);
	const calendars = connectionsOf(setup, 'calcom');
	return (
		<Troubled troubles={[afterCall.trouble, facts.trouble]}>
			{afterCall.form && <AfterCallForm form={afterCall.form} calendars={calendars} onCopy={copy} />}
			{usage && <UsagePanel usage={usage} />}
			{facts.form && <FieldsForm form={facts.form} onCopy={copy} />}
		</Troubled>
	);
}

function useUsage(api: SettingsApi) {
	const [usage, setUsage] = useState<UsageView>();
	const refresh = useCallback(async () => {
		const answer = await askServer(api.usage);
		if (answer.kind === 'ok') setUsage(answer.value);
	}, [api]);
	useEffect(() => void refresh(), [refresh]);
	return { usage, refresh: () => void refresh() };
}

/** Writing to the CRM, for admins. */
export function CrmPage(tools: FormTools) {
	const crm = useForm('crm', tools, () => setChecked(undefined));
	const [checked, setChecked] = useState<CrmChecked>();
	const { isBusy, trouble, run } = useRun();
	const check = async () => {
		setChecked(undefined);
		setChecked(await run(tools.api.checkCrm));
	};
	return (
		<Troubled troubles={[crm.trouble, trouble]}>
			{crm.form && (
				<CrmForm
					form={{ ...crm.form, isBusy: crm.form.isBusy || isBusy }}
					checked={checked}
					onCheck={() => void check()}
					onCopy={copy}
				/>
			)}
		</Troubled>
	);
}
