import type { RingsideEvent } from '../../../lib/contract/event.ts';
import type { ExtractedField } from '../../../lib/contract/extraction.ts';
import type { Lead } from '../../../lib/contract/lead.ts';
import { PulspointSimulator } from '../../../tests/support/crm.ts';
import { ring, startTestApp } from '../../http/app.testkit.ts';
import { manualClock } from '../../intake/harness.testkit.ts';
import type { JobHandler } from '../../jobs/job.ts';
import { createRunner } from '../../jobs/runner.ts';
import type { PipelineDeps, PipelineHandler } from '../deps.ts';
import { fileCall } from '../inbox/file.ts';
import { callIdOf, pipelineJobs } from '../jobs.ts';
import { writeToCrm } from './write.ts';

export const NUMBER = '+493023125101';
const HOUR_MS = 3_600_000;

export const facts: ExtractedField[] = [
	['name', 'Mira Kern'],
	['company', 'Kern GmbH'],
	['availability', 'from May'],
	['salary_wish', '55,000 euros'],
].map(([name = '', value = '']) => ({ name, value, evidence: { quote: value, segmentId: 's1' } }));

type DataOf<T extends RingsideEvent['type']> = Extract<RingsideEvent, { type: T }>['data'];

export type CrmDesk = Awaited<ReturnType<typeof startCrmDesk>>;

/** Of each of these facts. */
export const accepted = (...names: string[]) => names.map((name) => ({ name, decision: 'accepted' }));

/** A server with a simulated CRM, whose jobs run when they are told to. */
export async function startCrmDesk() {
	const crm = new PulspointSimulator();
	await crm.server.start();
	const clock = manualClock();
	const server = await startTestApp({ clock, dispatch: crm.server.dispatch() });
	const { context, store, workspace, admin } = server;
	const { workspaceId } = workspace;
	const connection = await server.connect();
	const { connectionId } = connection;
	const bugs: unknown[] = [];

	/** Works off the CRM's jobs as the server does, with time going on between, until none is left or it is `hours` later. */
	async function work(change: Partial<PipelineDeps> = {}, hours = 48): Promise<void> {
		const deps: PipelineDeps = { ...context, ...change };
		const handlers = {
			'crm.write': handlerOf('crm.write', writeToCrm, deps),
			'call.file': handlerOf('call.file', fileCall, deps),
		};
		const runner = createRunner({
			...{ jobs: store.jobs, clock, handlers, leaseMs: 30_000, chance: () => 0.5 },
			...{ concurrency: 4, perWorkspace: 4, waitingPerWorkspace: 20 },
			laneOf: (job) => callIdOf(job) ?? job.jobId,
			onBug: (error) => bugs.push(error),
		});
		for (let hour = 0; hour < hours; hour += 1) {
			clock.advance(60_000);
			await runner.begin();
			await runner.idle();
			if ((await store.jobs.backlog()).waiting === 0) return;
			clock.advance(HOUR_MS);
		}
	}

	async function events<T extends RingsideEvent['type']>(callId: string, type: T): Promise<DataOf<T>[]> {
		const history = await context.callLog.read(workspaceId, callId);
		return (history?.events ?? []).flatMap((event) => (event.type === type ? [event.data as DataOf<T>] : []));
	}

	const desk = {
		...{ crm, server, context, store, clock, workspaceId, connection, bugs, work, events },
		setUp: async (name: 'crm' | 'after-call', value: object, secrets = {}) => {
			const { version } = await context.settings.read(workspaceId, name);
			return context.settings.write(workspaceId, name, { version, value, secrets });
		},
		/** A call that has ended, of this number; its id. */
		async call(name: string, more: object = {}): Promise<string> {
			const startedAt = new Date(clock.now()).toISOString();
			const answer = await server.hook(connection, ring(name, { from: NUMBER, startedAt, ...more }));
			if (answer.status >= 300) throw new Error(`status ${answer.status}`);
			clock.advance(1_000);
			await server.hook(connection, ring(name, { from: NUMBER, ...more, state: 'ended' }));
			return `generic-${name}`;
		},
		lead: (change: Partial<Lead> = {}) =>
			store.leads.write(workspaceId, [
				{
					...{ leadId: 'lead_1', externalId: 'cand-1', name: 'Mira Kern', emails: [] },
					phones: [{ raw: NUMBER, e164: NUMBER }],
					updatedAt: '2026-01-01T00:00:00.000Z',
					...change,
				},
			]),
		extract: (callId: string, extractionId = 'ex-1', fields = facts) =>
			context.callLog.append(workspaceId, { callId, connectionId }, [
				{
					name: 'extraction.ready',
					id: `${callId}|${extractionId}`,
					data: { callId, extractionId, fields, droppedCount: 0 },
				},
			]),
		command: (name: string, body: object, token = admin.token) =>
			server.api(token, `/v1/commands/${name}`, body),
		stages: async (callId: string) =>
			(await events(callId, 'ringside.stage.changed')).map(({ state, reason }) => ({ state, reason })),
		/** A lead with the caller's number, and facts of its call; the call's id. */
		async known(): Promise<string> {
			await desk.lead();
			const callId = await desk.call('c1');
			await desk.extract(callId);
			return callId;
		},
		/** Status of the answer. */
		async review(callId: string, decisions: object[]): Promise<number> {
			clock.advance(1_000);
			return (await desk.command('reviewFacts', { callId, extractionId: 'ex-1', decisions })).status;
		},
		dead: () => store.jobs.dead(workspaceId, 100),
		async stop() {
			await server.stop();
			crm.server.stop();
		},
	};
	return desk;
}

function handlerOf(
	kind: 'crm.write' | 'call.file',
	run: PipelineHandler<{ callId: string }>,
	deps: PipelineDeps,
): JobHandler {
	return (job, context) => run({ ...job, payload: pipelineJobs[kind].parse(job.payload) }, context, deps);
}
