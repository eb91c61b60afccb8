import type { RingsideEvent } from '../../../lib/contract/event.ts';
import type { Segment } from '../../../lib/contract/transcript.ts';
import type { Claim } from '../../../lib/facts/proof.ts';
import { OpenAiSimulator } from '../../../tests/support/vendors/openai.ts';
import { ring, startTestApp } from '../../http/app.testkit.ts';
import type { PipelineDeps } from '../deps.ts';
import { extractFacts } from './extract.ts';

type Line = string | [Segment['speaker'], string];
export type Desk = Awaited<ReturnType<typeof startDesk>>;

/** A server whose calls have transcripts, and a simulator of the model's API. */
export async function startDesk(
	options: { monthlyTokens?: number; consent?: 'none' | 'asked'; isOn?: boolean } = {},
) {
	const openai = await new OpenAiSimulator().start();
	const server = await startTestApp({ dispatch: openai.server.dispatch() });
	const { context, store } = server;
	const { workspaceId } = server.workspace;
	const connection = await server.connect();
	const { connectionId } = connection;
	const put = (name: 'consent' | 'after-call' | 'facts', value: object, secrets = {}) =>
		context.settings.write(workspaceId, name, { version: 0, value, secrets });
	await put('consent', { connections: { [connectionId]: options.consent ?? 'asked' } });
	const { isOn = true, monthlyTokens } = options;
	await put(
		'after-call',
		{ isOn, ...(monthlyTokens !== undefined && { monthlyTokens }) },
		{ extractionKey: openai.key },
	);

	async function events<T extends RingsideEvent['type']>(callId: string, type: T) {
		const history = await context.callLog.read(workspaceId, callId);
		return (history?.events ?? []).flatMap((event) => (event.type === type ? [event.data] : [])) as Extract<
			RingsideEvent,
			{ type: T }
		>['data'][];
	}

	return {
		...{ openai, server, context, workspaceId, connectionId, events, put },
		/** A call of these lines, of the caller where nobody else is named. Its id. */
		async say(name: string, lines: Line[]): Promise<string> {
			await server.hook(connection, ring(name));
			const callId = `generic-${name}`;
			const segments = lines.map((line, n): Segment => {
				const [speaker, text] = typeof line === 'string' ? (['remote', line] as const) : line;
				return { segmentId: `${callId}-${n}`, speaker, text, startMs: n * 1_000 };
			});
			const ready = { callId, transcriptId: `t-${callId}`, segmentCount: segments.length };
			await context.callLog.append(workspaceId, { callId, connectionId }, [
				...segments.map((segment) => ({
					...{ name: 'transcript.segment' as const, id: segment.segmentId },
					data: { callId, segment },
				})),
				{ name: 'transcript.ready', id: `t-${callId}`, data: ready },
			]);
			return callId;
		},
		/** What the model answers from now on. */
		claim(...claims: Claim[]) {
			openai.think = () => ({ kind: 'json', value: { facts: claims } });
		},
		/** One attempt. */
		run(callId: string, attempt = 1, deps: Partial<PipelineDeps> = {}) {
			const job = {
				...{ jobId: 'job_1', workspaceId, kind: 'facts.extract', key: callId, payload: { callId } },
				...{ attempt, maxAttempts: 12, fence: attempt, dueAt: 0 },
			};
			return extractFacts(job, { stillMine: async () => true }, { ...context, ...deps });
		},
		extraction: async (callId: string) => (await events(callId, 'ringside.extraction.ready')).at(-1),
		stage: async (callId: string) =>
			(await events(callId, 'ringside.stage.changed')).filter(({ stage }) => stage === 'facts').at(-1),
		tokens: async () => {
			const month = new Date(context.clock.now()).toISOString().slice(0, 7);
			return (await store.afterCall.usage.month(workspaceId, month)).tokens;
		},
		waiting: async (kind: string) => {
			const now = context.clock.now() + 1;
			return (await store.jobs.lease({ kinds: [kind], now, leaseMs: 0, limit: 10 })).length;
		},
		async stop() {
			await server.stop();
			openai.stop();
		},
	};
}
