import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { OpenAiSimulator } from '../../../tests/support/vendors/openai.ts';
import { inParts } from '../../blobs/blobs.testkit.ts';
import type { Clock } from '../../clock.ts';
import { ring, startTestApp } from '../../http/app.testkit.ts';
import type { JobContext } from '../../jobs/job.ts';
import generic from '../../providers/generic/index.ts';
import type { Provider } from '../../providers/provider.ts';
import { createRegistry } from '../../providers/registry.ts';
import type { PipelineDeps } from '../deps.ts';
import { makeTranscript } from './make-transcript.ts';

export const CALL = 'generic-c1';

interface Options {
	/** Of `after-call.transcription`. */
	model?: string;
	monthlyMinutes?: number;
	consent?: 'none' | 'announced';
	/** Of the provider. */
	manifest?: Partial<Provider>;
	clock?: Clock;
}

export type Desk = Awaited<ReturnType<typeof startDesk>>;

/** A server with one call, and a simulator of the model's API. */
export async function startDesk(options: Options = {}) {
	const openai = await new OpenAiSimulator().start();
	const server = await startTestApp({
		dispatch: openai.server.dispatch(),
		providers: createRegistry([{ ...generic, ...options.manifest }]),
		...(options.clock && { clock: options.clock }),
	});
	const { context, store } = server;
	const { workspaceId } = server.workspace;
	const connection = await server.connect();
	const { connectionId } = connection;
	await server.hook(connection, ring('c1', { name: 'Mira Sand' }));
	const put = (name: 'consent' | 'after-call', value: object, secrets = {}) =>
		context.settings.write(workspaceId, name, { version: 0, value, secrets });
	await put('consent', { connections: { [connectionId]: options.consent ?? 'announced' } });
	const { monthlyMinutes, model = 'whisper-1' } = options;
	const value = {
		isOn: true,
		transcription: { model },
		...(monthlyMinutes !== undefined && { monthlyMinutes }),
	};
	await put('after-call', value, { transcriptionKey: openai.key });

	async function events<T extends RingsideEvent['type']>(type: T) {
		const history = await context.callLog.read(workspaceId, CALL);
		return (history?.events ?? []).flatMap((event) => (event.type === type ? [event.data] : [])) as Extract<
			RingsideEvent,
			{ type: T }
		>['data'][];
	}

	return {
		...{ openai, server, context, workspaceId, connectionId, events },
		/** Keeps a recording of the call. */
		async record(audio: Uint8Array | AsyncIterable<Uint8Array>, recordingId = 'r1'): Promise<void> {
			const bytes = audio instanceof Uint8Array ? inParts(audio, 65_536) : audio;
			const kept = await context.blobs.put(bytes, { limit: 1_000_000_000 });
			if (kept.kind !== 'stored') throw new Error(kept.kind);
			const { blobId, size } = kept;
			const recording = {
				...{ connectionId, recordingId, subject: CALL, blobId, size },
				...{ contentType: 'audio/wav', createdAt: context.clock.now() },
			};
			const data = { recordingId, provider: 'generic', connectionId, callId: CALL };
			const event = { name: 'call.recording.ready', id: `ready-${recordingId}`, data } as const;
			await context.callLog.append(workspaceId, { callId: CALL, connectionId }, [event], {
				recordings: [recording],
			});
		},
		/** One attempt. */
		run(attempt = 1, more: { deps?: Partial<PipelineDeps>; job?: JobContext } = {}) {
			const job = {
				...{ jobId: 'job_1', workspaceId, kind: 'transcript.make', key: CALL, payload: { callId: CALL } },
				...{ attempt, maxAttempts: 12, fence: attempt, dueAt: 0 },
			};
			const mine = more.job ?? { stillMine: async () => true };
			return makeTranscript(job, mine, { ...context, ...more.deps });
		},
		segments: async () => (await events('ringside.transcript.segment')).map(({ segment }) => segment),
		stage: async () => (await events('ringside.stage.changed')).filter(({ stage }) => stage === 'transcript'),
		used: async () => {
			const month = new Date(context.clock.now()).toISOString().slice(0, 7);
			return (await store.afterCall.usage.month(workspaceId, month)).seconds;
		},
		/** Answers that are still kept. */
		kept: () => store.afterCall.effects.ofSubject(workspaceId, CALL),
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
