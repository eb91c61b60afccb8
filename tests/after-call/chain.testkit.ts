import { setTimeout as sleep } from 'node:timers/promises';
import { CallDetail } from '../../lib/contract/call-detail.ts';
import { freePort } from '../support/server.ts';
import type { Template } from './furnish.testkit.ts';
import { bothCalls, calls, sendHook } from './hooks.testkit.ts';
import { keepAlive } from './keep-alive.testkit.ts';
import type { Death } from './life.testkit.ts';
import { startVendors } from './vendors.testkit.ts';

export type Run = Awaited<ReturnType<typeof runChain>>;

const CALLED_AT = Date.now() - 60 * 60_000;
const LONGEST_MS = 60_000;
/** Should anything be done twice, it is by then: dead workers' jobs, and calls that wait to be filed. */
const REST_MS = 60_000;

/** Both calls from their webhooks to the CRM, over a server that dies once, and is started again at once. */
export async function runChain(template: Template, death?: Death) {
	const vendors = await startVendors();
	vendors.record('7001', CALLED_AT);
	const { origins } = vendors;
	const port = await freePort();
	const server = keepAlive({ folder: await template.copy(), port, origins, aheadMs: 0, death });
	vendors.cal.calendar.now = () => Date.now() + server.aheadMs();
	const desk = deskOf(`http://127.0.0.1:${port}`, template.token);
	try {
		for (const hook of bothCalls(CALLED_AT)) {
			await until(async () => (await sendHook(`${desk.origin}${template.hookPath}`, hook)) < 300);
		}
		const extracted = await until(async () => (await desk.detail(calls.known))?.extraction);
		await until(() => desk.accept(extracted.extractionId));
		const rest = server.aheadMs() + REST_MS;
		await until(async () => ((await desk.written()) && server.aheadMs() >= rest ? true : undefined));
		const details = [await desk.detail(calls.known), await desk.detail(calls.unknown)].map(inOrder);
		const { crm, openai, cal } = vendors;
		return {
			...{ steps: server.steps(), deaths: server.deaths() },
			details: normalised(details),
			inbox: normalised(await desk.inbox()),
			dead: await desk.dead(),
			usage: await desk.usage(),
			crm: { candidate: crm.candidates.get('cand-1'), changes: crm.changes, unassigned: crm.unassigned },
			appointments: normalised(cal.bookings),
			asked: { uploads: openai.uploads.length, questions: openai.questions.length },
		};
	} finally {
		await server.end();
		vendors.stop();
	}
}

/** She may decide before the appointment is made, or after. */
function inOrder({ progress, ...detail }: CallDetail): CallDetail {
	return { ...detail, progress: progress.toSorted((a, b) => (a.stage < b.stage ? -1 : 1)) };
}

/** Ids and times that differ from run to run. */
function normalised(value: unknown): unknown {
	const text = JSON.stringify(value)
		.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'time')
		.replace(/command-[\w-]+/g, 'command');
	return JSON.parse(text);
}

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
	const deadline = performance.now() + LONGEST_MS;
	for (;;) {
		// The server may be dead at this moment.
		const found = await look().catch(() => undefined);
		if (found) return found;
		if (performance.now() > deadline) throw new Error(`This did not happen: ${look}`);
		await sleep(50);
	}
}

/** What she sees and does in her browser. */
function deskOf(origin: string, token: string) {
	const ask = async (path: string, body?: object) => {
		const response = await fetch(`${origin}${path}`, {
			method: body ? 'POST' : 'GET',
			headers: {
				authorization: `Bearer ${token}`,
				...(body && { 'content-type': 'application/json', 'idempotency-key': 'the-one-review' }),
			},
			...(body && { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`${path}: ${response.status}`);
		return response.json();
	};
	const detail = async (callId: string) => CallDetail.parse(await ask(`/v1/calls/${callId}`));
	return {
		...{ origin, detail },
		async accept(extractionId: string): Promise<true> {
			const decisions = ['availability', 'company'].map((name) => ({ name, decision: 'accepted' }));
			await ask('/v1/commands/reviewFacts', { callId: calls.known, extractionId, decisions });
			return true;
		},
		async written(): Promise<boolean> {
			const both = await Promise.all([detail(calls.known), detail(calls.unknown)]);
			return both.every(({ written }) => written.length > 0) && both[0]?.booking?.booked !== undefined;
		},
		inbox: () => ask('/v1/unassigned-calls'),
		dead: () => ask('/v1/jobs/dead'),
		usage: async () => (await ask('/v1/usage')).thisMonth,
	};
}
