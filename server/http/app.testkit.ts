import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import type { Role } from '../../lib/contract/primitives.ts';
import { STREAM_PROTOCOL } from '../../lib/contract/stream.ts';
import { addConnection } from '../accounts/connections.ts';
import { ensureWorkspace } from '../accounts/first-start.ts';
import { type AppDeps, createApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { randomIds } from '../ids.ts';
import generic from '../providers/generic/index.ts';
import { createRegistry } from '../providers/registry.ts';
import { sealingKey } from '../secrets/sealing.ts';
import type { Connection, Store, User } from '../store/ports.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';

export const API_KEY = 'an-api-key-that-must-not-be-logged';

export type TestApp = Awaited<ReturnType<typeof startTestApp>>;

/** The whole server on a real store and a real port, with an admin and a generic connection. */
export async function startTestApp(options: Partial<AppDeps> & { wrap?: (store: Store) => Store } = {}) {
	const folder = await mkdtemp(path.join(tmpdir(), 'ringside-app-'));
	const clock = options.clock ?? systemClock;
	const ids = randomIds;
	const real = await openSqliteStore({ file: path.join(folder, 'ringside.db'), clock, ids });
	const store = options.wrap?.(real) ?? real;
	let said = '';
	const destination = new Writable({
		write(chunk: Buffer, _, done) {
			said += chunk.toString();
			done();
		},
	});
	let publicUrl = 'http://127.0.0.1';
	const { app, context, routes } = await createApp({
		store,
		clock,
		ids,
		keys: [sealingKey(Buffer.alloc(32, 7))],
		providers: createRegistry([generic]),
		logger: pino({ level: 'debug' }, destination),
		publicUrl: () => publicUrl,
		importFolder: path.join(folder, 'imports'),
		blobFolder: path.join(folder, 'blobs'),
		...options,
	});
	await app.listen({ port: 0, host: '127.0.0.1' });
	const { port } = app.server.address() as AddressInfo;
	publicUrl = `http://127.0.0.1:${port}`;
	const { accounts } = context;
	const workspace = await ensureWorkspace({
		store,
		clock,
		ids,
		accounts,
		workspaceName: 'Acme',
		region: 'DE',
	});

	async function addUser(role: Role, workspaceId = workspace.workspaceId) {
		const user = await accounts.addUser(workspaceId, `A ${role}`, role);
		return { user, ...(await accounts.addDevice(user, 'Test browser')) };
	}

	async function connect(owner?: User, workspaceId = workspace.workspaceId): Promise<Connection> {
		const wanted = {
			workspaceId,
			provider: generic,
			name: 'Desk',
			settings: {},
			secrets: { secret: API_KEY },
		};
		const added = await addConnection(
			{ ...wanted, ownerUserId: owner?.userId },
			{ ...context, changed: context.directories.changed },
		);
		if (added.kind !== 'added') throw new Error(added.kind);
		return added.connection;
	}

	return {
		app,
		context,
		routes,
		store: real,
		workspace,
		origin: publicUrl,
		port,
		folder,
		addUser,
		connect,
		log: () => said,
		admin: await addUser('admin'),
		async otherWorkspace() {
			const other = {
				workspaceId: ids.make('workspace'),
				name: 'Other',
				region: 'DE',
				createdAt: clock.now(),
			};
			await real.records.createWorkspace(other);
			return other;
		},
		hook: (connection: Pick<Connection, 'provider' | 'hookKey'>, event: object, key = API_KEY) =>
			fetch(`${publicUrl}/hooks/${connection.provider}/${connection.hookKey}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'x-api-key': key },
				body: JSON.stringify(event),
			}),
		api: (token: string, url: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
			fetch(`${publicUrl}${url}`, {
				method,
				headers: {
					authorization: `Bearer ${token}`,
					...(body === undefined
						? {}
						: { 'content-type': 'application/json', 'idempotency-key': ids.secret(9) }),
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			}),
		async stop() {
			await app.close();
			await real.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

export interface TestFrame {
	kind: string;
	cursor?: string;
	subject?: string;
	reason?: string;
	code?: number;
	/** Of an event. */
	id?: string;
	data?: Record<string, unknown>;
}

/** A stream as a client sees it: its frames so far, and waiting for more. */
export interface TestStream {
	frames: TestFrame[];
	/** Resolves with the first frame, old or new, that is one of this kind (and subject). */
	next(kind: string, subject?: string): Promise<TestFrame>;
	subjects(): string[];
	ended: Promise<number | undefined>;
	close(): void;
	socket(): Socket;
}

function collector() {
	const frames: TestFrame[] = [];
	const waiting = new Set<() => void>();
	return {
		frames,
		add(frame: TestFrame) {
			frames.push(frame);
			for (const look of waiting) look();
		},
		subjects: () =>
			frames.flatMap((frame) => (frame.kind === 'event' && frame.subject ? [frame.subject] : [])),
		next: (kind: string, subject?: string) =>
			new Promise<TestFrame>((resolve, reject) => {
				const timer = setTimeout(() => reject(new Error(`no ${kind} ${subject ?? ''}`)), 10_000);
				const look = () => {
					const found = frames.find((one) => one.kind === kind && (!subject || one.subject === subject));
					if (!found) return;
					clearTimeout(timer);
					waiting.delete(look);
					resolve(found);
				};
				waiting.add(look);
				look();
			}),
	};
}

export async function openSse(origin: string, token: string, after?: string): Promise<TestStream> {
	const { promise: ended, resolve: end } = Promise.withResolvers<number | undefined>();
	const collected = collector();
	const headers = { authorization: `Bearer ${token}`, ...(after ? { 'last-event-id': after } : {}) };
	const ask = origin.startsWith('https:') ? secureRequest : request;
	const asked = ask(`${origin}/v1/stream`, { headers, agent: false });
	asked.end();
	const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
	if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
	let rest = '';
	let code: number | undefined;
	response.setEncoding('utf8').on('data', (chunk: string) => {
		rest += chunk;
		const messages = rest.split('\n\n');
		rest = messages.pop() ?? '';
		for (const message of messages) {
			const fields = Object.fromEntries(message.split('\n').map((line) => line.split(/: (.*)/s, 2)));
			if (fields.event === 'closed') code = Number(fields.data);
			else collected.add(frameOf(fields.event ?? 'event', JSON.parse(fields.data ?? '{}'), fields.id));
		}
	});
	response.on('close', () => end(code));
	response.on('error', () => end(code));
	return { ...collected, ended, close: () => asked.destroy(), socket: () => response.socket };
}

export async function openWebSocket(origin: string, token: string, after?: string): Promise<TestStream> {
	const { promise: ended, resolve: end } = Promise.withResolvers<number | undefined>();
	const collected = collector();
	const ws = new WebSocket(`${origin.replace('http', 'ws')}/v1/stream`, STREAM_PROTOCOL);
	ws.on('message', (data) => {
		const value = JSON.parse(data.toString());
		collected.add(frameOf(value.kind ?? 'event', value.event ?? value, value.cursor));
	});
	ws.on('close', (code) => end(code));
	ws.on('error', () => end(undefined));
	await once(ws, 'open');
	ws.send(JSON.stringify({ token, after }));
	return {
		...collected,
		ended,
		close: () => ws.terminate(),
		socket: () => (ws as unknown as { _socket: Socket })._socket,
	};
}

type FrameValue = Pick<TestFrame, 'subject' | 'reason' | 'id' | 'data'>;

function frameOf(kind: string, { subject, reason, id, data }: FrameValue, cursor?: string): TestFrame {
	return { kind, cursor, subject, reason, id, data };
}

export const transports = [
	['SSE', openSse],
	['WebSocket', openWebSocket],
] as const;

/** A call of the generic provider. */
export function ring(callId: string, more: object = {}) {
	return { callId, state: 'ringing', from: '+493023125101', to: '+493023125000', ...more };
}
