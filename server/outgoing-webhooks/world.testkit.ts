import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../clock.ts';
import { randomIds } from '../ids.ts';
import { createDispatch, type Dispatch } from '../outgoing/dispatcher.ts';
import { hostileResolve as resolve } from '../outgoing/hostile.testkit.ts';
import { sealingKey } from '../secrets/sealing.ts';
import type { NewEvent, OutgoingWebhook } from '../store/ports.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { addWebhook } from './manage.ts';
import { createPump } from './pump.ts';
import { startReceiver } from './receiver.testkit.ts';

export const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;

export type World = Awaited<ReturnType<typeof startWorld>>;

/** A real store and a real receiver on both sides of the pump, and a clock that the test moves. */
export async function startWorld() {
	const folder = mkdtempSync(path.join(tmpdir(), 'ringside-webhooks-'));
	const time = { now: systemClock.now() };
	const clock = { now: () => time.now, monotonic: systemClock.monotonic };
	const ids = randomIds;
	const keys = [sealingKey(Buffer.alloc(32, 3))] as const;
	const store = await openSqliteStore({ file: path.join(folder, 'db.sqlite'), clock, ids });
	const receiver = await startReceiver();
	for (const workspaceId of ['ws_a', 'ws_b']) {
		await store.records.createWorkspace({ workspaceId, name: workspaceId, region: 'DE', createdAt: 1 });
	}
	const targetRules = {
		allowedInternal: new Set([`flows.lan:${receiver.port}`]),
		resolve,
	};
	const asked: { timeoutMs: number; maxBytes: number }[] = [];
	const real = createDispatch(targetRules);
	// As long as it is asked for would be long for a test.
	const dispatch: Dispatch = (outgoing) => {
		asked.push(outgoing);
		return real({ ...outgoing, timeoutMs: Math.min(outgoing.timeoutMs, 500) });
	};
	const notices: string[] = [];
	const bugs: unknown[] = [];
	const manageDeps = { store, clock, ids, keys: [...keys] as [(typeof keys)[0]], targetRules };
	const newPump = () =>
		createPump({
			...{ store, dispatch, clock, keys: manageDeps.keys, chance: () => 0.999 },
			notice: (webhookId, what, reason) => notices.push(`${webhookId} ${what}: ${reason}`),
			onBug: (error) => bugs.push(error),
		});
	const pump = newPump();
	let count = 0;
	return {
		...{ store, clock, time, receiver, pump, newPump, asked, notices, bugs, folder, dispatch, manageDeps },
		url: (at: string) => `http://flows.lan:${receiver.port}${at}`,
		/** A webhook to this path of the receiver. */
		async add(at: string, events = ['call.*'], workspaceId = 'ws_a') {
			const url = `http://flows.lan:${receiver.port}${at}`;
			const added = await addWebhook({ workspaceId, url, events }, manageDeps);
			if (added.kind !== 'added') throw new Error(added.kind);
			return added;
		},
		/** Stores events of these types; gives their JSON as stored. */
		async happen(...types: string[]): Promise<string[]> {
			return happenIn('ws_a', types);
		},
		happenIn,
		async view(webhookId: string): Promise<OutgoingWebhook> {
			const found = (await store.outgoingWebhooks.list('ws_a')).find((one) => one.webhookId === webhookId);
			if (!found) throw new Error('no such webhook');
			return found;
		},
		/** Moves the clock on and sends what is due then. */
		async later(ms: number) {
			time.now += ms;
			await pump.runDue();
		},
		async stop() {
			await pump.close();
			await receiver.stop();
			await store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};

	async function happenIn(workspaceId: string, types: string[]): Promise<string[]> {
		const events = types.map((type): NewEvent => {
			count += 1;
			const id = `évent ${count}`;
			const event = {
				specversion: '1.0',
				id,
				type: `ringside.${type}`,
				data: { note: `Zoë\u2028 ${count}` },
			};
			return { id, type: event.type, subject: 's', connectionId: 'con_1', json: JSON.stringify(event) };
		});
		await store.events.append({ workspaceId, events, jobs: [] });
		return events.map(({ json }) => json);
	}
}
