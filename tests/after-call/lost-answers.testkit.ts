import type { RingsideEvent } from '../../lib/contract/event.ts';
import { startTestApp } from '../../server/http/app.testkit.ts';
import { manualClock } from '../../server/intake/harness.testkit.ts';
import { createRunner } from '../../server/jobs/runner.ts';
import type { Dispatch } from '../../server/outgoing/dispatcher.ts';
import { createVendorDispatch, createVendorDownload } from '../../server/outgoing/vendor-origins.ts';
import { pipelineHandlers } from '../../server/pipeline/handlers.ts';
import { callIdOf } from '../../server/pipeline/jobs.ts';
import { candidate, furnish } from './furnish.testkit.ts';
import { callHooks, sendHook } from './hooks.testkit.ts';
import { providers } from './providers.testkit.ts';
import { startVendors } from './vendors.testkit.ts';

export type LostDesk = Awaited<ReturnType<typeof startLostDesk>>;

const HOUR_MS = 3_600_000;
/** Each is a dozen attempts of the job itself. */
const MOST_TRIES = 5;
const rules = { allowedInternal: new Set<string>(), resolve: async () => [] };

/** A server whose way out loses answers: the other side has done what it was asked for. */
export async function startLostDesk() {
	const vendors = await startVendors();
	const clock = manualClock();
	vendors.cal.calendar.now = clock.now;
	const months = new Set<string>();
	const origins = new Map(vendors.origins);
	const direct = createVendorDispatch(rules, origins);
	/** Asked before each answer is handed over. */
	let isLost = () => false;
	let lost: string[] = [];
	const dispatch: Dispatch = async (outgoing) => {
		const answer = await direct(outgoing);
		if (!isLost()) return answer;
		lost.push(`${outgoing.method} ${new URL(outgoing.url).pathname}`);
		return { kind: 'failed', reason: 'connection' };
	};
	const download = createVendorDownload(rules, origins);
	const server = await startTestApp({ clock, providers, dispatch, download });
	const { context, store, workspace, admin, origin } = server;
	const { workspaceId } = workspace;
	const hookPath = await furnish(context, workspaceId, vendors);
	const bugs: unknown[] = [];
	const runner = createRunner({
		...{ jobs: store.jobs, clock, leaseMs: 30_000, chance: () => 0.5 },
		handlers: pipelineHandlers(context),
		...{ concurrency: 4, perWorkspace: 4, waitingPerWorkspace: 20 },
		laneOf: (job) => callIdOf(job) ?? job.jobId,
		onBug: (error) => bugs.push(error),
	});

	/** Works off what is due, and what becomes due in two days; what was given up by then somebody tries again. */
	async function work(): Promise<void> {
		for (let again = 0; again < MOST_TRIES; again += 1) {
			await workTwoDays();
			const dead = await store.jobs.dead(workspaceId, 100);
			if (dead.length === 0) return;
			for (const { jobId } of dead) await store.jobs.revive(workspaceId, jobId, clock.now());
		}
	}

	async function workTwoDays(): Promise<void> {
		for (let hour = 0; hour < 48; hour += 1) {
			clock.advance(60_000);
			months.add(new Date(clock.now()).toISOString().slice(0, 7));
			await runner.begin();
			await runner.idle();
			if ((await store.jobs.backlog()).waiting === 0) return;
			clock.advance(HOUR_MS);
		}
	}

	async function events<T extends RingsideEvent['type']>(callId: string, type: T) {
		const history = await context.callLog.read(workspaceId, callId);
		return (history?.events ?? []).flatMap((event) => (event.type === type ? [event.data] : [])) as Extract<
			RingsideEvent,
			{ type: T }
		>['data'][];
	}

	return {
		...{ vendors, work, events, bugs },
		/** From now on, answers are lost where this says so. Which were, as `POST /path`. */
		lose(next: () => boolean): string[] {
			isLost = next;
			lost = [];
			return lost;
		},
		/** A call that ended by now; its id. */
		async call(number: string, from: string, isRecorded: boolean): Promise<string> {
			if (isRecorded) vendors.record(number, clock.now());
			for (const hook of callHooks({ number, from, isRecorded, at: clock.now() })) {
				const status = await sendHook(`${origin}${hookPath}`, hook);
				if (status !== 200) throw new Error(`status ${status}`);
			}
			return `cloudtalk-uuid-${number}`;
		},
		async candidate(id: string, from: string): Promise<void> {
			vendors.crm.candidates.set(id, {});
			await store.leads.write(workspaceId, [candidate(id, from)]);
		},
		async accept(callId: string): Promise<number> {
			const [extraction] = await events(callId, 'ringside.extraction.ready');
			const { extractionId } = extraction ?? {};
			const decisions = [{ name: 'company', decision: 'accepted' }];
			const body = { callId, extractionId, decisions };
			return (await server.api(admin.token, '/v1/commands/reviewFacts', body)).status;
		},
		/** Since the beginning. */
		async used(): Promise<{ seconds: number; tokens: number }> {
			const each = await Promise.all([...months].map((one) => store.afterCall.usage.month(workspaceId, one)));
			return {
				seconds: each.reduce((sum, one) => sum + one.seconds, 0),
				tokens: each.reduce((sum, one) => sum + one.tokens, 0),
			};
		},
		dead: () => store.jobs.dead(workspaceId, 100),
		async stop() {
			await server.stop();
			vendors.stop();
		},
	};
}
