import type { Page } from 'playwright';
import { numbers } from '../../demo/sample-crm/people.ts';
import { CallsPage } from '../../lib/contract/api.ts';
import cloudtalk from '../../server/providers/cloudtalk/index.ts';
import elevenlabs from '../../server/providers/elevenlabs/index.ts';
import type { Provider } from '../../server/providers/provider.ts';
import retell from '../../server/providers/retell/index.ts';
import ringcentral from '../../server/providers/ringcentral/index.ts';
import twilio from '../../server/providers/twilio/index.ts';
import { waitForCard } from '../support/card.ts';
import { addConnection, ringside } from '../support/cli.ts';
import { type SimulatedCall, simulatedCall } from '../support/simulated-call.ts';
import type { World } from '../support/world.ts';
import { expect, test } from './fixtures.ts';

const secret = 'a-secret-of-the-provider-tests';
const desk = '+493023125117';

/** Each provider whose calls tell that they ring, and what one has to add to the address of its hook. */
const ringing: { provider: Provider; who: string; from: string; to?: string; query?: string }[] = [
	{ provider: ringcentral, who: 'Jonas Albrecht', from: numbers.jonas },
	{ provider: cloudtalk, who: 'Mira Lindqvist', from: numbers.mira },
	{
		provider: twilio,
		who: 'Aylin Demir',
		from: '+493023125103',
		to: desk,
		query: `?direction=inbound&local=${numbers.ownLine}`,
	},
	{ provider: retell, who: 'Noah Fischer', from: '+493023125104' },
];

async function connect(world: World, provider: Provider): Promise<string> {
	return (await addConnection(world.server, provider.id, secret)).hookUrl;
}

/** The next step of the call is accepted, and then there is one card, of that person, that says so. */
async function showNext(crmTab: Page, call: SimulatedCall, who: string, state: RegExp): Promise<void> {
	for (const { status } of await call.next()) expect(status).toBeLessThan(300);
	await waitForCard(crmTab, state);
	// Whatever else were to come of it would be there by now.
	await crmTab.waitForTimeout(400);
	const { cards } = await waitForCard(crmTab, state);
	expect(cards).toHaveLength(1);
	expect(cards[0]).toContain(who);
}

/** The calls with this number, as the server's API tells them. */
async function storedCalls({ server, token }: World, from: string) {
	const headers = { authorization: `Bearer ${token}` };
	const response = await fetch(`${server.origin}/v1/calls`, { headers });
	const { calls } = CallsPage.parse(await response.json());
	return calls.filter(({ views }) => views.some(({ data }) => data.remote.e164 === from));
}

for (const { provider, who, from, to = numbers.ownLine, query = '' } of ringing) {
	test(`${provider.label}: one card rings, is answered and ends`, async ({ world, crmTab }) => {
		const hookUrls = [`${await connect(world, provider)}${query}`];
		const call = simulatedCall(provider, { hookUrls, secret, scenario: 'end', from, to });
		await showNext(crmTab, call, who, /Incoming call/);
		await showNext(crmTab, call, who, /In progress/);
		await showNext(crmTab, call, who, /Completed/);
		const stored = await storedCalls(world, from);
		// The world is shared: another test may have let the same person ring.
		const views = stored.flatMap((one) => one.views.filter(({ data }) => data.provider === provider.id));
		expect(new Set(views.map(({ data }) => data.local.e164))).toEqual(new Set([numbers.ownLine]));
	});
}

test('Retell AI asks who calls while it rings, and ring and call are one card', async ({ world, crmTab }) => {
	const hookUrls = [await connect(world, retell)];
	const line = { from: '+493023125105', to: numbers.ownLine };
	const call = simulatedCall(retell, { hookUrls, secret, scenario: 'call', ...line });
	const [told] = await call.next();
	expect(JSON.parse(told?.body ?? '')).toMatchObject({
		call_inbound: { dynamic_variables: { name: 'Lena Hartung', known: 'true' } },
	});
	await waitForCard(crmTab, /Incoming call/);
	// Neither what is said nor what is found out about it makes another card.
	const speaking = /is speaking/;
	for (const state of [/In progress/, speaking, speaking, /Completed/, /Completed/]) {
		await showNext(crmTab, call, 'Lena Hartung', state);
	}
	const views = (await storedCalls(world, line.from)).flatMap((stored) => stored.views);
	expect(new Set(views.map(({ data }) => data.callId)).size, 'the ring had an id of its own').toBe(2);
});

test('the card of ringside simulate comes by the address that the vendor calls', async ({
	world,
	crmTab,
}) => {
	await connect(world, retell);
	const played = await ringside(world.server, 'simulate', 'retell', 'ring', '--from', '+493023125113');
	expect(played).toEqual({ statuses: [200] });
	await waitForCard(crmTab, /Incoming call.*Greta Holm/);
});

test('ElevenLabs tells of a call when it is over: a card says so, and it stays with the last calls', async ({
	world,
	chromium,
	crmTab,
}) => {
	const hookUrls = [await connect(world, elevenlabs)];
	const line = { from: '+493023125106', to: numbers.ownLine };
	const call = simulatedCall(elevenlabs, { hookUrls, secret, scenario: 'inbound', ...line });
	await showNext(crmTab, call, 'Emil Sørensen', /Completed/);
	const popup = await chromium.context.newPage();
	await popup.goto(chromium.pageUrl('popup'));
	const entry = popup.getByRole('listitem').filter({ hasText: 'Emil Sørensen' });
	await expect(entry).toHaveCount(1);
	await expect(entry).toContainText('Completed · 1:04');
	await crmTab.bringToFront();
});

test('one call told by two connections at the same instant is one card', async ({ world, crmTab }) => {
	const hookUrls = await Promise.all([connect(world, ringcentral), connect(world, ringcentral)]);
	const line = { from: '+493023125108', to: numbers.ownLine };
	const call = simulatedCall(ringcentral, { hookUrls, secret, scenario: 'end', ...line });
	for (const state of [/Incoming call/, /In progress/, /Completed/]) {
		await showNext(crmTab, call, 'Oskar Brandt', state);
	}
	const [stored, ...others] = await storedCalls(world, line.from);
	expect(others).toEqual([]);
	// Each connection has its own account of it: who may see it is decided for each.
	const views = Map.groupBy(stored?.views ?? [], ({ data }) => data.connectionId);
	expect([...views.values()].map(({ length }) => length)).toEqual([5, 5]);
});

test('one delivery that arrives twice at the same instant is stored once', async ({ world, crmTab }) => {
	const hookUrl = await connect(world, cloudtalk);
	const line = { from: '+493023125109', to: numbers.ownLine };
	const twice = { hookUrls: [hookUrl, hookUrl], secret, scenario: 'end' };
	const call = simulatedCall(cloudtalk, { ...twice, ...line });
	for (const state of [/Incoming call/, /In progress/, /Completed/]) {
		await showNext(crmTab, call, 'Paula Reinhardt', state);
	}
	const stored = await storedCalls(world, line.from);
	expect(stored.map(({ views }) => views.length)).toEqual([3]);
});
