import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type SettingsName, type SettingsOf, settingsSchemas } from '../../lib/contract/settings.ts';
import { ApiKeys, type ApiKeysProps } from '../setup/assistant/api-keys.tsx';
import { AssistantForm } from '../setup/assistant/assistant-form.tsx';
import { ConsentForm } from '../setup/consent/consent-form.tsx';
import { RetentionForm } from '../setup/consent/retention-form.tsx';
import { CrmForm } from '../setup/crm/crm-form.tsx';
import { StoppedWork } from '../setup/deliveries/stopped-work.tsx';
import { AfterCallForm } from '../setup/facts/after-call-form.tsx';
import { FieldsForm } from '../setup/facts/fields-form.tsx';
import type { Form } from '../setup/form/form.ts';
import { type Section, sectionsFor } from '../setup/sections.ts';
import { Shell } from '../setup/shell.tsx';
import { UsagePanel } from '../setup/usage/usage-panel.tsx';
import { now } from './calls.ts';
import { ago } from './setup-data.ts';

const nothing = () => {};

function Page({ section, children }: { section: Section; children: ComponentChildren }) {
	return (
		<Shell section={section} sections={sectionsFor('admin')} onGo={nothing}>
			{children}
		</Shell>
	);
}

/** A form that changes as she types, and is never saved. */
function Filled<N extends SettingsName>({
	saved,
	more,
	children,
}: {
	saved: SettingsOf<N>;
	more?: Partial<Form<N>>;
	children(form: Form<N>): ComponentChildren;
}) {
	const [value, setValue] = useState(saved);
	const [secrets, setSecrets] = useState<Record<string, string | null>>({});
	return children({
		...{ value, saved, secrets, secretsSet: [], isBusy: false, isSaved: false, trouble: undefined },
		isDirty: value !== saved,
		change: (change) => setValue({ ...value, ...change }),
		setSecret: (name, typed) => setSecrets({ ...secrets, [name]: typed ?? '' }),
		...{ save: nothing, discard: () => setValue(saved) },
		...more,
	});
}

const { consent, retention, crm, facts, assistant, 'after-call': afterCall } = settingsSchemas;
const calendars = [{ connectionId: 'con_cal', name: 'Nordlicht calendar' }];
const refused = { kind: 'refused', detail: 'pulspoint does not take the key.' } as const;
const on = afterCall.parse({
	isOn: true,
	monthlyMinutes: 3_000,
	writesAlone: true,
	booking: { connectionId: 'con_cal', eventTypeId: 48_211 },
});

const consentPage = (
	<Page section="consent">
		<Filled<'consent'> saved={consent.parse({ connections: { con_1: 'announced' } })}>
			{(form) => (
				<ConsentForm
					form={form}
					connections={[
						{ connectionId: 'con_1', name: 'Front desk', label: 'CloudTalk' },
						{ connectionId: 'con_2', name: 'Sara', label: 'Webex' },
					]}
					onCopy={nothing}
				/>
			)}
		</Filled>
		<Filled<'retention'> saved={retention.parse({})} more={{ isSaved: true }}>
			{(form) => <RetentionForm form={form} onCopy={nothing} />}
		</Filled>
	</Page>
);

const factsPage = (
	<Page section="facts">
		<Filled<'after-call'> saved={on} more={{ secretsSet: ['transcriptionKey'] }}>
			{(form) => <AfterCallForm form={form} calendars={calendars} onCopy={nothing} />}
		</Filled>
		<UsagePanel
			usage={{
				thisMonth: { month: '2026-03', seconds: 181_000, tokens: 1_204_880 },
				lastMonth: { month: '2026-02', seconds: 92_400, tokens: 744_120 },
				monthlyMinutes: 3_000,
			}}
		/>
		<Filled<'facts'> saved={facts.parse({})}>{(form) => <FieldsForm form={form} onCopy={nothing} />}</Filled>
	</Page>
);

const wrongFact = facts.parse({
	preset: 'own',
	fields: [
		{ name: 'shift', label: 'Shift', kind: 'choice', choices: [] },
		{ name: 'city', label: 'City', kind: 'text', crmField: 'city' },
	],
});
const wrongFactPage = (
	<Page section="facts">
		<Filled<'after-call'> saved={afterCall.parse({})}>
			{(form) => <AfterCallForm form={form} calendars={[]} onCopy={nothing} />}
		</Filled>
		<Filled<'facts'>
			saved={wrongFact}
			more={{
				isDirty: true,
				trouble: {
					...{ kind: 'refused', problem: 'wrong-setting', field: 'fields.0.choices' },
					detail: 'A choice needs something to choose from.',
				},
			}}
		>
			{(form) => <FieldsForm form={form} onCopy={nothing} />}
		</Filled>
	</Page>
);

const crmPage = (more: Partial<Form<'crm'>>) => (
	<Page section="crm">
		<Filled<'crm'>
			saved={crm.parse({ kind: 'pulspoint', baseUrl: 'https://crm.nordlicht.example' })}
			more={more}
		>
			{(form) => <CrmForm form={form} checked={{ kind: 'done' }} onCheck={nothing} onCopy={nothing} />}
		</Filled>
	</Page>
);

const keys: ApiKeysProps = {
	keys: [
		{ keyId: 'k1', name: 'n8n', createdAt: ago(86_400_000), lastUsedAt: ago(3_600_000) },
		{ keyId: 'k2', name: 'Hirings', createdAt: ago(1_000) },
	],
	made: { keyId: 'k2', secret: 'rsk_4nV7QpXe2mZkTtJ0sLw8HdYb' },
	...{ trouble: undefined, isBusy: false, now, onAdd: nothing, onRevoke: nothing, onCopy: nothing },
};
const hours = { from: 480, to: 1_080, days: [1, 2, 3, 4, 5], timeZone: 'Europe/Berlin' };
const assistantPage = (
	<Page section="assistant">
		<Filled<'assistant'>
			saved={assistant.parse({ connectionId: 'con_11', hours, doNotCall: ['+493023125101'] })}
		>
			{(form) => (
				<AssistantForm
					form={form}
					voices={[{ connectionId: 'con_11', name: 'Susi' }]}
					timeZone="Europe/Berlin"
					onCopy={nothing}
				/>
			)}
		</Filled>
		<ApiKeys {...keys} />
	</Page>
);

const stoppedPage = (
	<Page section="deliveries">
		<StoppedWork
			jobs={[
				{
					...{ jobId: '1', kind: 'crm.write', callId: 'cloudtalk-1', attempts: 12 },
					...{ reason: 'pulspoint does not take the key.', diedAt: ago(7_200_000) },
				},
				{
					...{ jobId: '2', kind: 'mailbox.read', connectionId: 'con_2', attempts: 1 },
					...{ reason: 'Gmail answered 403.', diedAt: ago(90_000_000) },
				},
			]}
			names={new Map([['con_2', 'Sara’s mail']])}
			{...{ trouble: undefined, isBusy: false, now, onRetry: nothing, onCopy: nothing }}
		/>
	</Page>
);

/** What admins set for what follows a call, in each state, by name. */
export const settingsStates: Record<string, () => ComponentChildren> = {
	'calls and consent': () => consentPage,
	'transcription and facts': () => factsPage,
	'facts, refused': () => wrongFactPage,
	'crm, well': () => crmPage({ secretsSet: ['apiKey'] }),
	'crm, key refused': () =>
		crmPage({
			...{ isDirty: true, secrets: { apiKey: 'typed' } },
			trouble: { ...refused, problem: 'key-refused', field: 'secrets.apiKey' },
		}),
	'crm, overtaken': () =>
		crmPage({
			isDirty: true,
			trouble: { ...refused, problem: 'overtaken', detail: 'Somebody else has changed this.' },
		}),
	assistants: () => assistantPage,
	'work that stopped': () => stoppedPage,
};
