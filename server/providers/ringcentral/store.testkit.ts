import { readEvent } from '../../../lib/contract/event.ts';
import {
	ACCESS_TOKEN,
	RingCentralSimulator,
	type StoredMessage,
} from '../../../tests/support/vendors/ringcentral.ts';
import { createConnectionFinder } from '../../intake/connections.ts';
import { manualClock } from '../../intake/harness.testkit.ts';
import type { JobOutcome } from '../../jobs/job.ts';
import { providerHandlers } from '../../jobs/provider-handlers.ts';
import { seal, sealingKey } from '../../secrets/sealing.ts';
import { temporaryStores } from '../../store/sqlite/files.testkit.ts';
import { vendorToolsOver } from '../../vendors/vendors.testkit.ts';
import { createRegistry } from '../registry.ts';
import ringcentral from './index.ts';

const workspaceId = 'ws_a';
const connectionId = 'con_phone';
const { openHere } = temporaryStores();

/** A text of the message store. */
export const text = (id: number, change: Partial<StoredMessage> = {}): StoredMessage => ({
	id,
	type: 'SMS',
	direction: 'Outbound',
	from: { phoneNumber: '+14155550120', name: 'Noa Winter' },
	to: [{ phoneNumber: '+493023125141' }],
	subject: 'Bis morgen!',
	creationTime: '2026-04-07T08:55:00.000Z',
	messageStatus: 'Sent',
	availability: 'Alive',
	conversationId: 7_000_000_000_071,
	...change,
});

/** The real handlers over a real store, and RingCentral on a real port. */
export async function openExtension({ accessToken = ACCESS_TOKEN } = {}) {
	const vendor = await new RingCentralSimulator().start();
	const { store } = openHere();
	const key = sealingKey(Buffer.alloc(32, 3));
	await store.records.createWorkspace({ workspaceId, name: 'A', region: 'DE', createdAt: 1 });
	await store.records.createConnection({
		...{ connectionId, workspaceId, provider: 'ringcentral', name: 'Phone', hookKey: 'hk', settings: {} },
		sealedSecrets: seal(JSON.stringify({ secret: 'token', accessToken }), key),
		createdAt: 1,
	});
	const clock = manualClock(Date.parse('2026-04-07T08:56:00.000Z'));
	const reports: object[] = [];
	const handlers = providerHandlers({
		providers: createRegistry([ringcentral]),
		store,
		directories: { fresh: (id) => store.records.directory(id) },
		findConnection: createConnectionFinder({ store, keys: [key], clock, log: { error: () => {} } }),
		vendorTools: vendorToolsOver(vendor.dispatch(), clock),
		publish: () => {},
		clock,
		log: { info: (fields) => reports.push(fields) },
	});
	async function run(kind: string, payload: object, leaseLost: boolean): Promise<JobOutcome> {
		const handler = handlers[kind];
		if (!handler) throw new Error(`no handler of ${kind}`);
		const job = { jobId: 'job_1', workspaceId, kind, key: 'k', payload: { connectionId, ...payload } };
		const context = { stillMine: async () => !leaseLost };
		return handler({ ...job, dueAt: 0, attempt: 1, maxAttempts: 10, fence: 1 }, context);
	}
	const events = async () =>
		(await store.events.read(workspaceId, 0, 1_000)).map(({ json }) => {
			const read = readEvent(JSON.parse(json));
			if (read.kind !== 'event') throw new Error(`no event of the contract: ${json}`);
			return read.event;
		});
	return {
		...{ vendor, store, clock, reports, events, connectionId, workspaceId },
		fetch: (messageId: number | string, { leaseLost = false } = {}) =>
			run('ringcentral.fetch-message', { messageId: String(messageId) }, leaseLost),
		fetchSince: (since: string) => run('ringcentral.fetch-messages', { since }, false),
	};
}

export type Extension = Awaited<ReturnType<typeof openExtension>>;
