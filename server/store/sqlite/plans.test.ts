import { describe, expect, onTestFinished, test } from 'vitest';
import {
	A,
	aConnection,
	aDelivery,
	aJob,
	aLead,
	anAppend,
	anEvent,
} from '../conformance/builders.testkit.ts';
import { openConnection } from './connection.ts';
import { createEngine, type Engine } from './engine.ts';
import { temporaryStores } from './files.testkit.ts';

/** Runs the operation and returns how SQLite would go about each of its statements. */
function plans(file: string) {
	const db = openConnection(file);
	onTestFinished(() => db.close());
	const prepare = db.prepare.bind(db);
	const texts = new Set<string>();
	db.prepare = (sql) => {
		texts.add(sql);
		return prepare(sql);
	};
	const engine = createEngine(db, { file, now: 1, newEpoch: 'epoch-of-test', microseconds: () => 0 });
	return async (operation: (ports: Engine['ports']) => Promise<unknown>): Promise<string[]> => {
		texts.clear();
		await operation(engine.ports);
		return [...texts].flatMap((sql) =>
			prepare(`explain query plan ${sql}`)
				.all()
				.map((row) => String(row.detail)),
		);
	};
}

const filled = async (ports: Engine['ports']) => {
	await ports.records.createWorkspace({ workspaceId: A, name: 'A', region: 'DE', createdAt: 1 });
	await ports.records.createConnection(aConnection('con_1'));
	// Two of each: for a list of one the planner goes another way.
	for (const n of ['1', '2']) {
		const event = anEvent(n, { subject: `webex-${n}`, personKeys: [`tel:${n}`, `mail:${n}`] });
		const append = anAppend([event], { delivery: aDelivery(`dlv_${n}`) });
		await ports.events.appendBatch([{ ...append, jobs: [], waitedUs: 0 }]);
	}
	await ports.leads.write(A, [aLead('l1', { externalId: 'x' })]);
	await ports.jobs.enqueue(A, aJob('1'), 'job_1');
};

const operations: Record<string, (ports: Engine['ports']) => Promise<unknown>> = {
	read: ({ events }) => events.read(A, 5, 10),
	recentCalls: ({ events }) => events.recentCalls(A, { limit: 10 }),
	localNumbers: ({ events }) => events.localNumbers(A, 10),
	recentAgents: ({ events }) => events.recentAgents(A, 10),
	bySubject: ({ events }) => events.bySubject(A, 'webex-1'),
	recentConversations: ({ conversations }) => conversations.recent(A, { limit: 10 }),
	ofPersons: ({ conversations }) => conversations.ofPersons(A, ['one', 'two'], { limit: 10 }),
	pruneEvents: ({ events }) => events.prune(A, 0),
	listDeliveries: ({ deliveries }) => deliveries.list(A, { limit: 10 }),
	listOfConnection: ({ deliveries }) => deliveries.list(A, { connectionId: 'con_1', limit: 10 }),
	listRefused: ({ deliveries }) => deliveries.list(A, { outcome: 'refused', limit: 10 }),
	listOfProvider: ({ deliveries }) => deliveries.list(A, { provider: 'webex', limit: 10 }),
	listOfTime: ({ deliveries }) => deliveries.list(A, { from: 1, to: 2_000, limit: 10 }),
	listSearched: ({ deliveries }) => deliveries.list(A, { search: 'webex-1', limit: 10 }),
	countDeliveries: ({ deliveries }) => deliveries.count(A, { from: 1, outcome: 'refused' }),
	sizePage: ({ deliveries }) => deliveries.sizePage(A, 10),
	pruneUpTo: ({ deliveries }) =>
		deliveries.pruneUpTo({ workspaceId: A, receivedAt: 1_000, deliveryId: 'dlv_1' }),
	listBefore: ({ deliveries }) => deliveries.list(A, { beforeId: 'dlv_1', limit: 10 }),
	getDelivery: ({ deliveries }) => deliveries.get(A, 'dlv_1'),
	lease: ({ jobs }) => jobs.lease({ kinds: ['fetch', 'mail'], now: 500, leaseMs: 10, limit: 10 }),
	complete: ({ jobs }) => jobs.complete('job_1', 9),
	dead: ({ jobs }) => jobs.dead(A, 10),
	writeLeads: ({ leads }) => leads.write(A, [aLead('l1', { externalId: 'y' }), aLead('l2')]),
	removeLeads: ({ leads }) => leads.remove(A, ['l1']),
	changes: ({ leads }) => leads.changes(A, 0, 10),
	byKeys: ({ leads }) => leads.byKeys(A, ['tel:+493023125101', 'id:x']),
	connectionByKey: ({ records }) => records.connectionByKey('webex', 'key-of-con_1'),
	connectionsOfProvider: ({ records }) => records.connectionsOfProvider('webex', 10),
	claimWebhooks: ({ outgoingWebhooks }) => outgoingWebhooks.claim({ now: 500, leaseMs: 10, limit: 10 }),
	hasten: ({ jobs }) => jobs.hasten(A, { kind: 'fetch', key: '1', runAt: 1 }),
	postpone: ({ jobs }) => jobs.postpone('job_1', 9, 1),
	takeSignIn: ({ setup }) => setup.takeSignIn('hash', 1),
	tokens: ({ setup }) => setup.tokens(A, 'con_1'),
	tokensOfAccount: ({ setup }) => setup.tokensOfAccount(A, 'webex', 'acc'),
	claimRefresh: ({ setup }) => setup.claimRefresh(A, 'con_1', { generation: 1, now: 1, until: 2 }),
	sealedTokens: ({ setup }) => setup.sealedPage('tokens', { workspaceId: A, id: 'con_1' }, 10),
	sealedConnections: ({ setup }) => setup.sealedPage('connections', { workspaceId: A, id: 'con_1' }, 10),
	sealedWebhooks: ({ setup }) => setup.sealedPage('outgoing_webhooks', { workspaceId: A, id: 'whk_1' }, 10),
	sealedSettings: ({ setup }) => setup.sealedPage('settings', { workspaceId: A, id: 'crm' }, 10),
	settings: ({ settings }) => settings.get(A, 'crm'),
	endEffect: ({ effects }) => effects.end(A, 'k', { state: 'done', answer: '', now: 1 }),
	effectsOfCall: ({ effects }) => effects.ofSubject(A, 's'),
	countEffects: ({ effects }) => effects.countSince(A, 'crm', 1),
	pruneEffects: ({ effects }) => effects.prune(1),
	usageOfMonth: ({ usage }) => usage.month(A, '2026-01'),
	inboxPage: ({ inbox }) => inbox.list(A, { before: 5, limit: 10 }),
	inboxNewest: ({ inbox }) => inbox.list(A, { state: 'open', limit: 10 }),
	useTalkLink: ({ talkLinks }) => talkLinks.use('hash', { now: 1, most: 3 }),
	pruneTalkLinks: ({ talkLinks }) => talkLinks.prune(1),
	apiKeyByHash: ({ apiKeys }) => apiKeys.byHash('hash'),
	subscriptions: ({ setup }) => setup.subscriptions(A, 'con_1'),
	saveChecks: ({ setup }) => setup.saveChecks(A, 'con_1', []),
	forget: ({ setup }) => setup.forget(A, 'con_1'),
	deviceByToken: ({ records }) => records.deviceByToken('token'),
};

describe('however much is stored', () => {
	const { newFile } = temporaryStores();
	// Whole tables, whole workspaces, and sorting more than the answer.
	const walksAll =
		/^SCAN (events|event_persons|deliveries|jobs|leads|lead_keys|connections|devices|sign_ins|tokens|subscriptions|checks|settings|effects|usage|unassigned_calls|talk_links|api_keys)|INDEX \w+ \(workspace_id=\?\)$/;

	// Read in the order of the answer, up to its limit.
	const inOrder: Record<string, string> = {
		listDeliveries: 'deliveries_by_time',
		listSearched: 'deliveries_by_time',
		sizePage: 'deliveries_by_time',
		dead: 'jobs_dead',
		inboxNewest: 'unassigned_by_age',
	};

	test.each(Object.entries(operations))('%s goes by an index', async (name, operation) => {
		const plan = plans(newFile());
		await plan(filled);
		const details = await plan(operation);
		expect(details).not.toEqual([]);
		const walks = details.filter((d) => walksAll.test(d) && !d.includes(` ${inOrder[name]} `));
		expect(walks).toEqual([]);
	});

	test('the newest calls are found without passing over what is no call, nor over later calls', async () => {
		const plan = plans(newFile());
		await plan(filled);
		const details = await plan((ports) => ports.events.recentCalls(A, { limit: 10 }));
		expect(details).toEqual([
			'SEARCH e USING COVERING INDEX events_by_family (workspace_id=? AND <expr>=? AND seq<?)',
			expect.stringContaining('SUBQUERY'),
			'SEARCH later USING INDEX events_of_subject (workspace_id=? AND subject=? AND seq>?)',
			'SEARCH events USING INDEX events_of_subject (workspace_id=? AND subject=?)',
		]);
	});
});
