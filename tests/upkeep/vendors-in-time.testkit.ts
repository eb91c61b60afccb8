import type { Clock } from '../../server/clock.ts';
import gmail from '../../server/providers/gmail/index.ts';
import ringcentral from '../../server/providers/ringcentral/index.ts';
import webex from '../../server/providers/webex/index.ts';
import { GmailSimulator, PUSH_ACCOUNT } from '../support/vendors/gmail.ts';
import type { OAuthSimulator } from '../support/vendors/oauth.ts';
import { RingCentralSimulator } from '../support/vendors/ringcentral.ts';
import { WebexSimulator } from '../support/vendors/webex.ts';
import { hookProvider } from './hook-provider.testkit.ts';
import { HookVendor } from './hook-vendor.testkit.ts';
import type { VendorInTime } from './quarter-world.testkit.ts';

const CALL = { from: '+493023125101', to: '+493023125000' };

export async function webexInTime(clock: Clock) {
	const simulator = await new WebexSimulator(clock.now).start();
	const vendor: VendorInTime = {
		...signInAt(simulator),
		provider: webex,
		webhooksOf: ({ id }) =>
			simulator.webhooks
				.filter(({ createdBy }) => createdBy === id)
				.map(({ resource, status }) => ({ name: resource, isOn: status === 'active' })),
		ring: (person, runId) => simulator.ring(person, { ...CALL, runId }),
	};
	return { vendor, simulator };
}

export async function ringCentralInTime(clock: Clock) {
	const simulator = await new RingCentralSimulator(clock.now).start();
	const vendor: VendorInTime = {
		...signInAt(simulator),
		provider: ringcentral,
		webhooksOf: ({ id }) =>
			simulator.subscriptions
				.filter((one) => one.ownerId === id && Date.parse(one.expirationTime) > clock.now())
				.map(({ status }) => ({ name: 'events', isOn: status === 'Active' })),
		ring: (person, runId) => simulator.ring(person, { ...CALL, runId }),
	};
	return { vendor, simulator };
}

/** Google with two apps, one of them in testing: a sign-in to that one lasts a week. */
export async function gmailInTime(clock: Clock) {
	const simulator = await new GmailSimulator(clock.now).start();
	const { oauth, project, watches } = simulator;
	const inPublishing = (publishing: 'production' | 'testing'): VendorInTime => ({
		...signInAt(simulator),
		provider: gmail,
		app: {
			clientId: 'client-1',
			clientSecret: 'client-secret-1',
			settings: { topicName: project.topicName, pushServiceAccount: PUSH_ACCOUNT, publishing },
		},
		mayReturnTo(uri) {
			oauth.clients.get('client-1')?.redirectUris.add(uri);
			project.pushEndpoint = new URL('/api/webhooks/gmail/push', uri).href;
		},
		visit(address, person) {
			oauth.refreshSeconds = (publishing === 'testing' ? 7 : 180) * 86_400;
			return oauth.visit(address, person);
		},
		webhooksOf: ({ label }) =>
			(watches.get(label) ?? 0) > clock.now() ? [{ name: 'watch', isOn: true }] : [],
		ring: () => {
			simulator.add(undefined);
			return simulator.ring();
		},
	});
	return { production: inPublishing('production'), testing: inPublishing('testing') };
}

/** A vendor whose sign-ins last sixty days, whatever is used. */
export async function sixtyDaysInTime(clock: Clock): Promise<VendorInTime> {
	const simulator = await new HookVendor(clock.now).start();
	const habits = { refreshSeconds: 60 * 86_400, rotates: false, tellsRefreshLifetime: true };
	Object.assign(simulator.oauth, habits);
	return {
		...signInAt(simulator),
		provider: hookProvider,
		webhooksOf: (person) => simulator.hooksOf(person).map(({ name }) => ({ name, isOn: true })),
		ring: (person, callId) => simulator.ring(person, { ...CALL, callId, state: 'ringing' }),
	};
}

interface Simulator {
	oauth: OAuthSimulator;
	origins: [string, string][];
	stop(): void;
}

function signInAt(simulator: Simulator) {
	const { oauth, origins } = simulator;
	return {
		app: { clientId: 'client-1', clientSecret: 'client-secret-1', settings: {} },
		origins,
		mayReturnTo: (uri: string) => void oauth.clients.get('client-1')?.redirectUris.add(uri),
		visit: oauth.visit.bind(oauth),
		stop: () => simulator.stop(),
	};
}
