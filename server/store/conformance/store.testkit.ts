import { describe, expect, test, vi } from 'vitest';
import { StoreUnavailable } from '../ports.ts';
import { afterCallConformance } from './after-call.testkit.ts';
import { afterCallAccessConformance } from './after-call-access.testkit.ts';
import { effectsConformance } from './after-call-effects.testkit.ts';
import { agentsConformance } from './agents.testkit.ts';
import { A, anAppend, anEvent, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';
import { conversationsConformance } from './conversations.testkit.ts';
import { deliveriesConformance } from './deliveries.testkit.ts';
import { eventLogConformance } from './event-log.testkit.ts';
import { jobsConformance } from './jobs.testkit.ts';
import { leadsConformance } from './leads.testkit.ts';
import { outgoingWebhooksConformance } from './outgoing-webhooks.testkit.ts';
import { recordingsConformance } from './recordings.testkit.ts';
import { recordsConformance } from './records.testkit.ts';
import { setupConformance } from './setup.testkit.ts';
import { signupCodeConformance } from './signup-codes.testkit.ts';
import { sitesConformance } from './sites.testkit.ts';

/** Every promise that every engine keeps. */
export function storeConformance(open: OpenStore): void {
	eventLogConformance(open);
	conversationsConformance(open);
	deliveriesConformance(open);
	jobsConformance(open);
	leadsConformance(open);
	recordsConformance(open);
	recordingsConformance(open);
	agentsConformance(open);
	outgoingWebhooksConformance(open);
	setupConformance(open);
	signupCodeConformance(open);
	sitesConformance(open);
	afterCallConformance(open);
	effectsConformance(open);
	afterCallAccessConformance(open);

	describe('the store itself', () => {
		test('who listens hears of each write, and of reads nothing', async () => {
			const store = await openWithWorkspaces(open);
			const heard = vi.fn();
			const stop = store.onChange(heard);
			await store.events.read(A, 0, 10);
			await store.jobs.lease({ kinds: ['none'], now: 1, leaseMs: 1, limit: 1 });
			expect(heard).not.toHaveBeenCalled();
			await store.events.append(anAppend([anEvent('1')]));
			expect(heard).toHaveBeenCalledOnce();
			stop();
			await store.events.append(anAppend([anEvent('2')]));
			expect(heard).toHaveBeenCalledOnce();
		});

		test('what was asked for before closing is answered, what comes later is refused', async () => {
			const store = await openWithWorkspaces(open);
			expect(await store.health()).toEqual({ ok: true });
			const appended = store.events.append(anAppend([anEvent('1')]));
			await store.close();
			expect((await appended).stored).toHaveLength(1);
			await expect(store.events.append(anAppend([anEvent('2')]))).rejects.toThrow(StoreUnavailable);
			expect(await store.health()).toMatchObject({ ok: false });
		});
	});
}
