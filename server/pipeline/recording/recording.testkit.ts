import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { type VendorReply, VendorServer } from '../../../tests/support/vendors/vendor-server.ts';
import type { AppDeps } from '../../app.ts';
import type { Blobs } from '../../blobs/blobs.ts';
import { ring, startTestApp } from '../../http/app.testkit.ts';
import { manualClock } from '../../intake/harness.testkit.ts';
import type { JobContext } from '../../jobs/job.ts';
import generic from '../../providers/generic/index.ts';
import type { Located, RecordingSource } from '../../providers/recordings.ts';
import { createRegistry } from '../../providers/registry.ts';
import type { Job } from '../../store/ports.ts';
import type { PipelineDeps } from '../deps.ts';
import { fetchRecording } from './fetch.ts';

export const CALL = 'generic-c1';
export const NOW = Date.parse('2026-05-12T09:00:00Z');
export const LAG_MS = 600_000;
const API = 'api.vendor.example';
const FILES = 'files.vendor.example';
const KEY = 'the key of the vendor';

/** Seconds of silence, 16 bits, one channel. */
export function wav(seconds: number, sampleRate = 8_000): Buffer {
	const head = Buffer.alloc(44);
	const size = seconds * sampleRate * 2;
	head.write('RIFF', 0);
	head.writeUInt32LE(36 + size, 4);
	head.write('WAVEfmt ', 8);
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(sampleRate, 24);
	head.writeUInt32LE(sampleRate * 2, 28);
	head.writeUInt16LE(2, 32);
	head.writeUInt16LE(16, 34);
	head.write('data', 36);
	head.writeUInt32LE(size, 40);
	return Buffer.concat([head, Buffer.alloc(size)]);
}

export type Desk = Awaited<ReturnType<typeof startDesk>>;

/** A server with one call whose recording lies at a vendor that tests make up. */
export async function startDesk(options: { app?: Partial<AppDeps>; withoutConsent?: boolean } = {}) {
	const files = new Map<string, VendorReply>([['/first', { status: 200, body: wav(2) }]]);
	/** `host path`, and the key that came along. */
	const asked: { at: string; key: string | undefined }[] = [];
	const vendor = await new VendorServer([API, FILES, 'evil.example'], ({ host, path, headers }) => {
		const { 'x-key': key } = headers;
		asked.push({ at: `${host}${path}`, key: key === undefined ? undefined : String(key) });
		return files.get(path) ?? { status: 404 };
	}).start();
	const links: Located[] = [];
	const found: Located = { kind: 'found', url: `https://${API}/first`, withCredentials: true };
	const recordings: RecordingSource = { lagMs: LAG_MS, locate: async () => links.shift() ?? found };
	const manual = manualClock(NOW);
	const server = await startTestApp({
		clock: manual,
		dispatch: vendor.dispatch(),
		download: vendor.download(),
		providers: createRegistry([
			{
				...generic,
				hosts: [API],
				authorization: () => ({ name: 'x-key', value: KEY }),
				recordings,
			},
		]),
		...options.app,
	});
	const { context, store } = server;
	const { workspaceId } = server.workspace;
	const connection = await server.connect();
	const { connectionId } = connection;
	await server.hook(connection, ring('c1'));
	const ready = { recordingId: 'rec1', provider: 'generic', connectionId, callId: CALL };
	await context.callLog.append(workspaceId, { callId: CALL, connectionId }, [
		{ name: 'call.recording.ready', id: 'rec1|ready', data: ready, at: NOW },
	]);
	let versions = { consent: 0, 'after-call': 0, retention: 0 };
	async function put(name: keyof typeof versions, value: object) {
		const version = versions[name];
		const written = await context.settings.write(workspaceId, name, { version, value, secrets: {} });
		if (written.kind !== 'written') throw new Error(written.kind);
		versions = { ...versions, [name]: written.version };
	}
	const mode = options.withoutConsent ? 'none' : 'announced';
	await put('consent', { connections: { [connectionId]: mode } });
	await put('after-call', { isOn: true });

	const deps: PipelineDeps = context;
	const events = async () => (await context.callLog.read(workspaceId, CALL))?.events ?? [];
	return {
		...{ server, store, vendor, files, asked, links, put, events, workspaceId, connectionId },
		clock: manual,
		connection,
		context,
		async stages() {
			return (await events())
				.flatMap((event) => (event.type === 'ringside.stage.changed' ? [event.data] : []))
				.filter(({ stage }) => stage === 'recording')
				.map(({ state, reason }) => (reason ? `${state}: ${reason}` : state));
		},
		typesOf: async () => (await events()).map(({ type }): RingsideEvent['type'] => type),
		kept: () => store.recordings.ofSubject(workspaceId, CALL),
		async blobs() {
			const ids: string[] = [];
			for await (const { blobId } of context.blobs.list()) ids.push(blobId);
			return ids;
		},
		run(change: { attempt?: number; blobs?: Blobs; context?: JobContext } = {}) {
			return fetchRecording(
				jobFor(workspaceId, connectionId, change.attempt ?? 1),
				change.context ?? { stillMine: async () => true },
				{ ...deps, ...(change.blobs && { blobs: change.blobs }) },
			);
		},
		/** Kinds of the jobs that wait. */
		async queued(kinds = ['recording.fetch', 'transcript.make']) {
			const leased = await store.jobs.lease({ kinds, now: NOW * 2, leaseMs: 1_000, limit: 50 });
			return leased.map(({ kind }) => kind).sort();
		},
		async stop() {
			await server.stop();
			vendor.stop();
		},
	};
}

function jobFor(workspaceId: string, connectionId: string, attempt: number) {
	const payload = { connectionId, recordingId: 'rec1', callId: CALL };
	const job: Job = {
		...{ jobId: 'job_1', workspaceId, kind: 'recording.fetch', key: 'rec1', payload },
		...{ attempt, maxAttempts: 12, fence: 1, dueAt: NOW },
	};
	return { ...job, payload };
}
