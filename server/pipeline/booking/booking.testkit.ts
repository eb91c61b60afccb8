import { createHmac } from 'node:crypto';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { CalcomSimulator } from '../../../tests/support/vendors/calcom.ts';
import { OpenAiSimulator } from '../../../tests/support/vendors/openai.ts';
import { addConnection } from '../../accounts/connections.ts';
import { ring, startTestApp } from '../../http/app.testkit.ts';
import { manualClock } from '../../intake/harness.testkit.ts';
import { createRunner } from '../../jobs/runner.ts';
import type { Dispatch } from '../../outgoing/dispatcher.ts';
import calcom from '../../providers/calcom/index.ts';
import generic from '../../providers/generic/index.ts';
import type { Provider } from '../../providers/provider.ts';
import { createRegistry } from '../../providers/registry.ts';
import retell from '../../providers/retell/index.ts';
import { SIGNATURE_HEADER, signatureOf } from '../../providers/retell/verify.ts';
import type { PipelineDeps } from '../deps.ts';
import { pipelineHandlers } from '../handlers.ts';
import { callIdOf, pipelineJob } from '../jobs.ts';

export const CALLER = '+493023125101';
const OURS = '+493023125000';
const EVENT_TYPE = 123;
const SECRET = 'key_of_retell';
const CAL_SECRET = 'of the webhook';

type DataOf<T extends RingsideEvent['type']> = Extract<RingsideEvent, { type: T }>['data'];
export type BookingDesk = Awaited<ReturnType<typeof startBookingDesk>>;

/** A server of a branch in Berlin, with an assistant that takes its calls, a model that reads them and a calendar. */
export async function startBookingDesk({ now, booksAlone = false }: { now: string; booksAlone?: boolean }) {
	const cal = new CalcomSimulator();
	const openai = await new OpenAiSimulator().start();
	await cal.server.start();
	const clock = manualClock(Date.parse(now));
	cal.calendar.now = clock.now;
	const ways: Record<string, Dispatch> = {
		'api.cal.com': cal.server.dispatch(),
		'api.openai.com': openai.server.dispatch(),
	};
	const server = await startTestApp({
		clock,
		providers: createRegistry([generic, retell, calcom]),
		dispatch: async (outgoing) =>
			ways[new URL(outgoing.url).host]?.(outgoing) ?? { kind: 'failed', reason: 'unresolved' },
	});
	const { context, store, workspace, admin } = server;
	const { workspaceId } = workspace;
	const bugs: unknown[] = [];

	async function connect(provider: Provider, secrets: Record<string, string>) {
		const added = await addConnection(
			{ workspaceId, provider, name: provider.label, settings: {}, secrets },
			{ ...context, changed: context.directories.changed },
		);
		if (added.kind !== 'added') throw new Error(added.kind);
		return added.connection;
	}
	async function put(name: 'consent' | 'after-call', value: object, secrets = {}) {
		const { version } = await context.settings.read(workspaceId, name);
		const written = await context.settings.write(workspaceId, name, { version, value, secrets });
		if (written.kind !== 'written') throw new Error(written.kind);
	}
	const post = async (url: string, body: object) => (await server.api(admin.token, url, body)).json();

	const { branchId } = await post('/v1/branches', {
		name: 'Berlin',
		region: 'DE',
		timeZone: 'Europe/Berlin',
	});
	await post(`/v1/branches/${branchId}/numbers`, { e164: OURS });
	const line = await server.connect();
	const phone = await connect(retell, { secret: SECRET });
	const calendar = await connect(calcom, { secret: CAL_SECRET, apiKey: cal.key });
	const booking = { connectionId: calendar.connectionId, eventTypeId: EVENT_TYPE, booksAlone };
	await put('consent', { connections: { [phone.connectionId]: 'asked' } });
	await put('after-call', { isOn: true, booking }, { extractionKey: openai.key });

	async function events<T extends RingsideEvent['type']>(callId: string, type: T): Promise<DataOf<T>[]> {
		const history = await context.callLog.read(workspaceId, callId);
		return (history?.events ?? []).flatMap((event) => (event.type === type ? [event.data as DataOf<T>] : []));
	}

	const desk = {
		...{ cal, openai, server, context, store, clock, workspaceId, calendar, bugs, events, put, booking },
		/** Works off what is queued, with a minute between two looks, for at most so many. */
		async work({ minutes = 60, ...change }: Partial<PipelineDeps> & { minutes?: number } = {}) {
			const runner = createRunner({
				...{
					jobs: store.jobs,
					clock,
					handlers: pipelineHandlers({ ...context, ...change }),
					leaseMs: 30_000,
				},
				...{ concurrency: 4, perWorkspace: 4, waitingPerWorkspace: 20, chance: () => 0.5 },
				laneOf: (job) => callIdOf(job) ?? job.jobId,
				onBug: (error) => bugs.push(error),
			});
			for (let minute = 0; minute < minutes; minute += 1) {
				await runner.begin();
				await runner.idle();
				if ((await store.jobs.backlog()).waiting === 0) return;
				clock.advance(60_000);
			}
		},
		/** An assistant's call in which she asks for this; as Retell tells of it. The call's id. */
		async say(name: string, wish: string, more: { from?: string } = {}): Promise<string> {
			const at = clock.now();
			const body = Buffer.from(JSON.stringify(callEnded(name, wish, at, more.from ?? CALLER)));
			const answer = await fetch(`${server.origin}/hooks/retell/${phone.hookKey}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signatureOf(body, SECRET, at) },
				body,
			});
			if (!answer.ok) throw new Error(`status ${answer.status}`);
			openai.think = ({ body: question }) => {
				const [, line] = /(\d+) \[caller\]/.exec(JSON.stringify(question)) ?? [];
				const facts = [{ field: 'appointment_wish', value: wish, quote: wish, line: Number(line) }];
				return { kind: 'json', value: { facts } };
			};
			return `retell-call_${name}`;
		},
		/** As Cal.com's webhook, signed. */
		async calTells(body: object): Promise<void> {
			const text = JSON.stringify(body);
			const answer = await fetch(`${server.origin}/hooks/calcom/${calendar.hookKey}`, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'x-cal-signature-256': createHmac('sha256', CAL_SECRET).update(text).digest('hex'),
				},
				body: text,
			});
			if (!answer.ok) throw new Error(`status ${answer.status}`);
		},
		/** The same without the way there: a call, and the fact that it proved. Its id. */
		async wish(name: string, words: string, from: string): Promise<string> {
			const callId = `generic-${name}`;
			const startedAt = new Date(clock.now()).toISOString();
			await server.hook(line, ring(name, { from, to: OURS, startedAt }));
			const evidence = { quote: words, segmentId: 's1' };
			const fields = [{ name: 'appointment_wish', value: words, evidence }];
			const data = { callId, extractionId: `ex-${name}`, fields, droppedCount: 0 };
			await context.callLog.append(
				workspaceId,
				{ callId, connectionId: line.connectionId },
				[{ name: 'extraction.ready', id: `ex-${name}`, data }],
				{ jobs: [pipelineJob('booking.offer', { callId }, clock.now())] },
			);
			return callId;
		},
		offer: async (callId: string) => (await events(callId, 'ringside.booking.offered')).at(-1),
		stage: async (callId: string) =>
			(await events(callId, 'ringside.stage.changed')).findLast(({ stage }) => stage === 'booking'),
		book: (callId: string, startsAt: string, more: object = {}) =>
			server.api(admin.token, '/v1/commands/bookSlot', { callId, startsAt, ...more }),
		/** Bookings in all conversations. */
		async conversations() {
			const get = async (url: string) => (await server.api(admin.token, url)).json();
			const { conversations } = await get('/v1/conversations');
			return Promise.all(
				conversations.map(async ({ conversationId }: { conversationId: string }) => {
					const { entries } = await get(`/v1/conversations/${conversationId}`);
					return entries.map(({ kind }: { kind: string }) => kind).sort();
				}),
			);
		},
		async stop() {
			await server.stop();
			cal.server.stop();
			openai.stop();
		},
	};
	return desk;
}

function callEnded(name: string, wish: string, at: number, from: string) {
	return {
		event: 'call_ended',
		call: {
			...{ call_id: `call_${name}`, call_type: 'phone_call', agent_id: 'agent_1', call_status: 'ended' },
			...{ direction: 'inbound', from_number: from, to_number: OURS, disconnection_reason: 'user_hangup' },
			...{ start_timestamp: at - 60_000, end_timestamp: at, duration_ms: 60_000 },
			transcript_object: [
				{ role: 'agent', content: 'Guten Tag, wann passt es Ihnen?' },
				{ role: 'user', content: `Gern ${wish}, wenn das geht.` },
			],
		},
	};
}
