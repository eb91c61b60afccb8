import { numbers } from '../../../demo/sample-crm/people.ts';
import retell from '../../../server/providers/retell/index.ts';
import { waitForCard } from '../card.ts';
import { simulatedCall } from '../simulated-call.ts';
import { RetellSimulator } from '../vendors/retell.ts';
import { RingCentralSimulator } from '../vendors/ringcentral.ts';
import { WebexSimulator } from '../vendors/webex.ts';
import { type Arrival, account, allAccepted, copiedAs, registerApp, type WholeWayVendor } from './vendor.ts';

const line = { from: numbers.mira, to: numbers.ownLine };

async function seeRing({ crmTab }: Arrival): Promise<void> {
	await waitForCard(crmTab, /Incoming call.*Mira Lindqvist/, 10_000);
}

/** Webex, where each signs in to her own phone. */
export async function startWebex(): Promise<WholeWayVendor> {
	const webex = await new WebexSimulator(Date.now).start();
	return {
		provider: 'webex',
		label: 'Webex Calling',
		accept: `Accept as ${account.label}`,
		origin: webex.server.origin,
		origins: webex.origins,
		register: (copied) => registerApp(webex.oauth, copiedAs(copied, 'Redirect URI')),
		isListening: () => webex.webhooks.some(({ resource }) => resource === 'telephony_calls'),
		async arrive(arrival) {
			allAccepted(await webex.ring(account, { ...line, runId: 'whole-way' }));
			await seeRing(arrival);
		},
		close: () => webex.stop(),
	};
}

/** RingCentral, where each signs in to her own phone. */
export async function startRingCentral(): Promise<WholeWayVendor> {
	const ringcentral = await new RingCentralSimulator().start();
	return {
		provider: 'ringcentral',
		label: 'RingCentral',
		accept: `Accept as ${account.label}`,
		origin: ringcentral.server.origin,
		origins: ringcentral.origins,
		register: (copied) => registerApp(ringcentral.oauth, copiedAs(copied, 'OAuth Redirect URI')),
		isListening: () => ringcentral.subscriptions.some(({ status }) => status === 'Active'),
		async arrive(arrival) {
			allAccepted(await ringcentral.ring(account, { ...line, runId: 'whole-way' }));
			await seeRing(arrival);
		},
		close: () => ringcentral.stop(),
	};
}

/** Retell, whose assistant answers the number of the firm. */
export async function startRetell(): Promise<WholeWayVendor> {
	const vendor = new RetellSimulator();
	await vendor.server.start();
	const agent = { agent_id: 'agent_1', agent_name: 'Front desk', channel: 'voice' as const };
	vendor.agents.push({ ...agent, webhook_url: null, webhook_events: null });
	const answeredBy = { inbound_agents: [{ agent_id: agent.agent_id, weight: 1 }] };
	vendor.numbers.push({ phone_number: line.to, inbound_webhook_url: null, ...answeredBy });
	const places = () => ({
		told: vendor.agents[0]?.webhook_url,
		asked: vendor.numbers[0]?.inbound_webhook_url,
	});
	return {
		provider: 'retell',
		label: 'Retell AI',
		origin: vendor.server.origin,
		origins: [['https://api.retellai.com', vendor.server.origin]],
		register: () => ({ 'API key': vendor.key }),
		isListening: () => Object.values(places()).every(Boolean),
		async arrive(arrival) {
			const { told = '', asked } = places();
			if (asked !== `${told}/inbound`) throw new Error(`Retell would ask ${asked}`);
			const call = { ...line, hookUrls: [told ?? ''], secret: vendor.key, scenario: 'call' };
			allAccepted((await simulatedCall(retell, call).next()).map(({ status }) => status));
			await seeRing(arrival);
		},
		close: () => vendor.server.stop(),
	};
}
