import { readEvent } from '../../../lib/contract/event.ts';
import type { MessageData } from '../../../lib/contract/message.ts';
import {
	ACCESS_TOKEN,
	GmailSimulator,
	MAILBOX,
	PUSH_ACCOUNT,
	type SimulatedMail,
} from '../../../tests/support/vendors/gmail.ts';
import { createConnectionFinder } from '../../intake/connections.ts';
import { manualClock } from '../../intake/harness.testkit.ts';
import type { JobOutcome } from '../../jobs/job.ts';
import { providerHandlers } from '../../jobs/provider-handlers.ts';
import type { Dispatch } from '../../outgoing/dispatcher.ts';
import { seal, sealingKey } from '../../secrets/sealing.ts';
import type { Store } from '../../store/ports.ts';
import { temporaryStores } from '../../store/sqlite/files.testkit.ts';
import { vendorToolsOver } from '../../vendors/vendors.testkit.ts';
import { createRegistry } from '../registry.ts';
import { NOW } from './gmail.testkit.ts';
import gmail from './index.ts';

export const KNOWN = 'mira.sand@example.org';

/** A mail of the one person who is known. */
export const incoming = (id: string, change: Partial<SimulatedMail> = {}): SimulatedMail => ({
	id,
	from: '"Mira Sand" <Mira.Sand@Example.org>',
	to: MAILBOX,
	subject: 'Our talk',
	text: 'I can start in May.',
	...change,
});

export interface Mailbox {
	google: GmailSimulator;
	store: Store;
	clock: ReturnType<typeof manualClock>;
	connectionId: string;
	/** What was logged. */
	reports: object[];
	/** Hosts that were called. */
	hosts: string[];
	/** Runs the job of a push with this history id. */
	push(historyId: string, options?: { leaseLost?: boolean }): Promise<JobOutcome>;
	/** Reads up to now, so that only what comes from here on is told. */
	connected(): Promise<void>;
	/** The log's events, as devices read them. */
	events(): Promise<{ id: string; type: string; subject: string; data: MessageData }[]>;
	messages(): Promise<MessageData[]>;
	progress(): Promise<unknown>;
}

const { openHere } = temporaryStores();
const connectionId = 'con_mailbox';
const workspaceId = 'ws_a';

/** The real handler over a real store, with one lead, and Gmail on a real port. */
export async function openMailbox({ accessToken = ACCESS_TOKEN } = {}): Promise<Mailbox> {
	const google = await new GmailSimulator().start();
	const { store } = openHere();
	const key = sealingKey(Buffer.alloc(32, 3));
	await fill(store, seal(JSON.stringify({ accessToken }), key));
	const clock = manualClock(NOW);
	const reports: object[] = [];
	const hosts: string[] = [];
	const through = google.dispatch();
	const dispatch: Dispatch = (outgoing) => {
		hosts.push(new URL(outgoing.url).hostname);
		return through(outgoing);
	};
	const handlers = providerHandlers({
		providers: createRegistry([gmail]),
		store,
		directories: { fresh: (id) => store.records.directory(id) },
		findConnection: createConnectionFinder({ store, keys: [key], clock, log: { error: () => {} } }),
		vendorTools: vendorToolsOver(dispatch, clock),
		publish: () => {},
		clock,
		log: { info: (fields) => reports.push(fields) },
	});
	const events = async () =>
		(await store.events.read(workspaceId, 0, 1_000)).map(({ json }) => {
			const event = JSON.parse(json);
			if (readEvent(event).kind !== 'event') throw new Error(`no event of the contract: ${json}`);
			return event;
		});
	const push: Mailbox['push'] = async (historyId, { leaseLost = false } = {}) => {
		const kind = 'gmail.read-history';
		const payload = { connectionId, historyId };
		const job = { jobId: 'job_1', workspaceId, kind, key: historyId, payload };
		const handler = handlers[kind];
		if (!handler) throw new Error('no handler');
		const context = { stillMine: async () => !leaseLost };
		return handler({ ...job, dueAt: 0, attempt: 1, maxAttempts: 5, fence: 1 }, context);
	};
	return {
		...{ google, store, clock, connectionId, reports, hosts, events, push },
		connected: async () => {
			await push(google.add(undefined));
			google.requests.length = 0;
		},
		messages: async () => (await events()).map(({ data }) => data),
		progress: async () =>
			JSON.parse((await store.records.connectionState(workspaceId, connectionId, 'progress')) ?? 'null'),
	};
}

async function fill(store: Store, sealedSecrets: string): Promise<void> {
	await store.records.createWorkspace({ workspaceId, name: 'A', region: 'DE', createdAt: 1 });
	await store.records.createConnection({
		connectionId,
		workspaceId,
		provider: 'gmail',
		name: 'Gmail',
		hookKey: 'hk_mailbox',
		settings: { mailbox: MAILBOX, pushServiceAccount: PUSH_ACCOUNT },
		sealedSecrets,
		createdAt: 1,
	});
	const updatedAt = '2026-05-01T08:00:00.000Z';
	const lead = {
		leadId: 'lead_1',
		name: 'Mira Sand',
		phones: [],
		emails: ['Mira.Sand@example.org'],
		updatedAt,
	};
	await store.leads.write(workspaceId, [lead]);
}
