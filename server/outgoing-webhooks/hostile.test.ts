import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileUrls } from '../outgoing/hostile.testkit.ts';
import { watchConnections } from '../outgoing/watch-connections.testkit.ts';
import { seal } from '../secrets/sealing.ts';
import { addWebhook, changeWebhook } from './manage.ts';
import { HOUR, startWorld, type World } from './world.testkit.ts';

let w: World;
beforeAll(async () => {
	w = await startWorld();
});
afterAll(() => w.stop());

describe('an outgoing webhook cannot be led into the operator’s network', () => {
	test('not one of at least 120 hostile addresses can be made or changed to', async () => {
		const urls = hostileUrls(w.receiver.port);
		expect(urls.length).toBeGreaterThanOrEqual(120);
		const { webhook } = await w.add('/fine', ['booking.created']);
		for (const url of urls) {
			const added = await addWebhook({ workspaceId: 'ws_a', url, events: ['*'] }, w.manageDeps);
			expect(added.kind, url).toBe('blocked');
			const changed = await changeWebhook('ws_a', webhook.webhookId, { url }, w.manageDeps);
			expect(changed.kind, url).toBe('blocked');
		}
		expect(await w.store.outgoingWebhooks.list('ws_a')).toMatchObject([{ url: w.url('/fine') }]);
		expect(w.receiver.connections()).toBe(0);
	});

	test('none of them is connected to, should one have got into the store or have moved since', async () => {
		const tried = watchConnections();
		const urls = hostileUrls(w.receiver.port);
		const sealedSecret = seal('whsec_c2VjcmV0', w.manageDeps.keys[0]);
		for (const [n, url] of urls.entries()) {
			const webhook = { webhookId: `whk_${n}`, name: url, url, events: ['*'], sealedSecret, createdAt: 1 };
			await w.store.outgoingWebhooks.create({ ...webhook, workspaceId: 'ws_b' }, 1_000);
		}
		await w.happenIn('ws_b', ['call.ended']);
		await w.pump.runDue();
		await w.later(HOUR);
		const all = await w.store.outgoingWebhooks.list('ws_b');
		expect(all).toHaveLength(urls.length);
		for (const { url, lastFailure, attempt } of all) {
			expect(lastFailure, url).toMatch(/^its address may not be called \(/);
			expect(attempt, url).toBe(2);
		}
		expect(tried).toEqual([]);
		expect(w.receiver.connections()).toBe(0);
	});
});
