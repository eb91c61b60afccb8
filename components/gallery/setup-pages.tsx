import type { ComponentChildren } from 'preact';
import type { Role } from '../../lib/contract/index.ts';
import type { ConnectionActions } from '../setup/connections/connection-card.tsx';
import { type ConnectionsProps, ConnectionsSection } from '../setup/connections/connections-section.tsx';
import type { WizardStep } from '../setup/connections/wizard.tsx';
import { type DeliveriesProps, DeliveriesSection } from '../setup/deliveries/deliveries-section.tsx';
import { AllowSite } from '../setup/first/allow-site.tsx';
import { FirstSteps } from '../setup/first/first-steps.tsx';
import { LeadsStep } from '../setup/first/leads-step.tsx';
import { ProviderStep } from '../setup/first/provider-step.tsx';
import type { FirstStep } from '../setup/first/steps.ts';
import { PairingPanel } from '../setup/pairing.tsx';
import { MissingPhones, PhoneSection } from '../setup/phone/phone-section.tsx';
import { type Section, sectionsFor } from '../setup/sections.ts';
import { ServerPanel } from '../setup/server-panel.tsx';
import { Shell } from '../setup/shell.tsx';
import type { TeamActions } from '../setup/team/team.ts';
import { TeamSection } from '../setup/team/team-section.tsx';
import { TestRingPanel } from '../setup/test-ring.tsx';
import type { WebhooksProps } from '../setup/webhooks/webhooks.ts';
import { WebhooksSection } from '../setup/webhooks/webhooks-section.tsx';
import { now } from './calls.ts';
import { cards, pasteSteps } from './setup-cards.ts';
import { ago, connections, deliveries, detail, guided, serverChecks, team } from './setup-data.ts';
import { webhooks } from './webhook-data.ts';

const nothing = () => {};
const actions: ConnectionActions & TeamActions = {
	...{ act: nothing, signIn: nothing, check: nothing, repair: nothing, passOn: nothing, guide: nothing },
	...{ remove: nothing, giveToBranch: nothing, copy: nothing, addUser: nothing, changeRole: nothing },
	...{ removeUser: nothing, invite: nothing, revokeDevice: nothing, addBranch: nothing, ownNumber: nothing },
	...{ joinBranch: nothing, linkAgent: nothing, renameUser: nothing },
	...{ renameBranch: nothing, removeBranch: nothing },
};

const [webex, , retell] = cards;
const setup: ConnectionsProps = {
	...{ providers: cards, connections, people: team.users, busy: new Set<string>(), now, actions },
	...{ branches: team.branches.branches, step: { kind: 'closed' }, isBusy: false, left: undefined },
	...{ trouble: undefined, listTrouble: undefined, onOpenWizard: nothing, onChoose: nothing },
	...{ onEnterApp: nothing, onChangeApp: nothing, onSignIn: nothing, onConnect: nothing },
	...{ onClose: nothing, onCopy: nothing, onInvite: nothing },
};

function Page({
	section,
	as = 'admin',
	children,
}: {
	section: Section;
	as?: Role;
	children: ComponentChildren;
}) {
	return (
		<Shell section={section} sections={sectionsFor(as)} onGo={nothing}>
			{children}
		</Shell>
	);
}

const connectionsPage = (more: Partial<ConnectionsProps>) => (
	<Page section="connections">
		<ConnectionsSection {...setup} {...more} />
	</Page>
);
const wizard = (step: WizardStep | undefined, more: Partial<ConnectionsProps> = {}) =>
	connectionsPage({ connections: [], people: [], step: step ?? { kind: 'choose' }, ...more });

const phonePage = (more: Partial<ConnectionsProps>) => (
	<Page section="phone" as="member">
		<PhoneSection {...setup} providers={cards.slice(0, 1)} connections={[]} {...more} />
	</Page>
);

function body(step: FirstStep, role: Role): ComponentChildren {
	if (step === 'pair') {
		return (
			<PairingPanel
				initialLink="https://ringside.nordlicht.example/join#k3J9"
				initialDeviceName="Chrome · Linux"
				outcome={{ kind: 'code-used' }}
				isBusy={false}
				onPair={nothing}
				onCopy={nothing}
			/>
		);
	}
	if (step === 'site') {
		const site = (label: string) => ({ id: label, label, patterns: [], state: 'off' as const });
		const sites = ['HubSpot', 'Pipedrive', 'Recruitee', 'Salesforce', 'Zoho CRM'].map(site);
		return <AllowSite sites={sites} isDenied onAdd={nothing} />;
	}
	if (step === 'leads') return <LeadsStep onGo={nothing} onSkip={nothing} />;
	if (step === 'phone' && role === 'admin') return <ProviderStep setup={setup} onGo={nothing} />;
	if (step === 'phone') return <MissingPhones {...setup} providers={cards.slice(0, 1)} connections={[]} />;
	return (
		<TestRingPanel
			outcome={{ kind: 'sent', stage: 'painted' }}
			isBusy={false}
			onRing={nothing}
			onCopy={nothing}
		/>
	);
}

const first = (role: Role, ...done: FirstStep[]) => (
	<Page section="overview" as={role}>
		<FirstSteps done={new Set(done)} role={role} body={(step) => body(step, role)} />
	</Page>
);

const member: Role = 'member';
const teamSite = (
	<Page section="overview" as={member}>
		<FirstSteps
			done={new Set(['pair'])}
			role={member}
			body={() => (
				<AllowSite
					sites={[{ id: 'own', label: 'crm.nordlicht.example', patterns: [], state: 'off', isTeam: true }]}
					isDenied={false}
					onAdd={nothing}
				/>
			)}
		/>
	</Page>
);

const teamPage = (
	<Page section="team">
		<TeamSection
			{...team}
			invite={{
				userId: 'usr_3',
				inviteUrl: 'https://ringside.nordlicht.example/join#K3J9-QX7T-0MWZ',
				expiresAt: ago(-86_400_000),
			}}
			trouble={undefined}
			regions={['DE', 'AT', 'CH', 'ES', 'US']}
			region="DE"
			timeZone="Europe/Berlin"
			now={now}
			isBusy={false}
			actions={actions}
		/>
	</Page>
);

const log: DeliveriesProps = {
	...{ deliveries, hasMore: true, filter: {}, opened: 'dlv_0', detail, replay: undefined },
	...{ trouble: undefined, now, isBusy: false, onFilter: nothing, onOpen: nothing, onReplay: nothing },
	...{ onMore: nothing, onCopy: nothing, range: undefined },
	rangeActions: { count: nothing, run: nothing, stop: nothing, close: nothing },
	providers: new Map([['webex', 'Webex']]),
	names: new Map(connections.map(({ connectionId, name }) => [connectionId, name])),
};

const deliveriesPage = (more: Partial<DeliveriesProps>) => (
	<Page section="deliveries">
		<DeliveriesSection {...log} {...more} />
	</Page>
);
const counts = { accepted: 1_180, refused: 12, malformed: 3 };
const readCounts = { accepted: 3, duplicate: 1_180, 'was-refused': 12 };

const webhooksPage = (more: Partial<WebhooksProps>) => (
	<Page section="webhooks">
		<WebhooksSection
			{...{ webhooks, now, isBusy: false, trouble: undefined, addedCount: 0 }}
			secret={{ webhookId: 'whk_1', secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }}
			test={{ webhookId: 'whk_2', accepted: false, found: 'answered 404', ms: 84 }}
			actions={{ add: nothing, setEnabled: nothing, test: nothing, remove: nothing, copy: nothing }}
			{...more}
		/>
	</Page>
);

/** Set-up in each state, by name. */
export const setupStates: Record<string, () => ComponentChildren> = {
	'first steps, paste': () => first('member'),
	'first steps, site': () => first('member', 'pair'),
	'first steps, site of the team': () => teamSite,
	'first steps, leads': () => first('admin', 'pair', 'site'),
	'first steps, phone': () => first('member', 'pair', 'site'),
	'first steps, provider': () => first('admin', 'pair', 'site', 'leads'),
	'first steps, ring': () => first('member', 'pair', 'site', 'phone'),
	connections: () => connectionsPage({}),
	'connections, none': () => connectionsPage({ connections: [], people: [] }),
	'connections, removed': () =>
		connectionsPage({ left: ['telephony_calls'], connections: connections.slice(0, 1) }),
	'connections, away': () =>
		connectionsPage({ connections: undefined, listTrouble: { kind: 'unreachable', detail: 'no answer' } }),
	'wizard, choose': () => wizard({ kind: 'choose' }),
	'wizard, app': () => wizard(webex && { kind: 'app', card: webex }),
	'wizard, sign in': () => wizard(webex && { kind: 'sign-in', card: webex, state: 'waiting' }),
	'wizard, key refused': () =>
		wizard(retell && { kind: 'form', card: retell }, {
			trouble: {
				kind: 'refused',
				problem: 'key-refused',
				detail: 'Retell AI does not know this key.',
				mend: 'Copy it again, whole, and check that it has the rights that the guide names.',
			},
		}),
	'wizard, paste': () => wizard({ kind: 'guide', label: 'CloudTalk', connection: guided, steps: pasteSteps }),
	'phone, sign in': () => phonePage({}),
	'phone, signed in': () => phonePage({ connections: connections.slice(0, 1) }),
	'phone, none': () => phonePage({ providers: [] }),
	'overview, server': () => (
		<Page section="overview">
			<ServerPanel checks={serverChecks} now={now} isBusy={false} onCheck={nothing} onOpen={nothing} />
		</Page>
	),
	team: () => teamPage,
	deliveries: () => deliveriesPage({}),
	'deliveries, count': () => deliveriesPage({ range: { kind: 'counted', counts } }),
	'deliveries, reading': () => deliveriesPage({ range: { kind: 'running', counts, total: 2_610 } }),
	'deliveries, read': () =>
		deliveriesPage({ range: { kind: 'done', counts: readCounts, newEvents: 3, isStopped: false } }),
	webhooks: () => webhooksPage({}),
	'webhooks, none': () => webhooksPage({ webhooks: [], secret: undefined }),
	'webhooks, wrong address': () =>
		webhooksPage({
			secret: undefined,
			trouble: { kind: 'refused', problem: 'wrong-address', detail: 'It must begin with https://.' },
		}),
	'deliveries, none': () => deliveriesPage({ deliveries: [], hasMore: false }),
};
