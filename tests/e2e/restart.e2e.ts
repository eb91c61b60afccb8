import { numbers } from '../../demo/sample-crm/people.ts';
import { readCard, waitForCard } from '../support/card.ts';
import { stopServiceWorker } from '../support/chromium.ts';
import { expect, test } from './fixtures.ts';

test('a service worker killed during a call comes back with the right card', async ({
	world,
	chromium,
	crmTab,
}) => {
	const call = world.call({ from: numbers.mira });
	await call.next();
	await waitForCard(crmTab, /Incoming call/);
	await stopServiceWorker(chromium);
	await crmTab.bringToFront();
	expect(await call.next()).toBeLessThan(300);
	const { cards } = await waitForCard(crmTab, /In progress/, 45_000);
	expect(cards).toHaveLength(1);
});

test('a server killed between two webhooks loses nothing and shows nothing twice', async ({
	world,
	crmTab,
}) => {
	const call = world.call({ from: numbers.jonas });
	expect(await call.next()).toBeLessThan(300);
	await world.server.kill();
	await world.restart();
	// The vendor does not know whether its first request arrived, and sends it again.
	expect(await call.repeat()).toBeLessThan(300);
	expect(await call.next()).toBeLessThan(300);
	const { cards } = await waitForCard(crmTab, /In progress/, 30_000);
	expect(cards).toHaveLength(1);
	const response = await fetch(`${world.server.origin}/v1/calls`, {
		headers: { authorization: `Bearer ${world.token}` },
	});
	const { calls } = (await response.json()) as { calls: { views: { data: { state: string } }[] }[] };
	expect(calls[0]?.views.map((view) => view.data.state).sort()).toEqual(['answered', 'ringing']);
});

test('a server restarted in the middle of a ring finds the card as it was', async ({ world, crmTab }) => {
	const call = world.call({ from: numbers.mira });
	await call.next();
	await waitForCard(crmTab, /Incoming call/);
	await world.server.stop();
	expect((await readCard(crmTab)).text).toContain('Mira Lindqvist');
	await world.restart();
	await call.next();
	const { cards } = await waitForCard(crmTab, /In progress/, 30_000);
	expect(cards).toHaveLength(1);
});
