import type { FastifyReply } from 'fastify';
import type { Principal } from '../accounts/accounts.ts';
import type { Client } from '../fanout/client.ts';
import { openStream } from '../fanout/open-stream.ts';
import { sseClient } from '../fanout/sse.ts';
import { refuseUpgrade, type WebSocketStreams, webSocketStreams } from '../fanout/websocket.ts';
import { type App, type AppContext, principalOf } from './context.ts';
import { traceOf } from './errors.ts';
import { sendProblem } from './problems.ts';

const PATH = '/v1/stream';
const TOUCH_MS = 60 * 60 * 1_000;

/** `GET /v1/stream`, as SSE and as WebSocket. Returns what ends the WebSocket side. */
export function streamRoutes(app: App, context: AppContext): WebSocketStreams {
	const { hub, directories, store, accounts, log } = context;
	const deps = { hub, directories, events: store.events };

	const onBug = (client: Client) => (error: unknown) => {
		log.error(traceOf(error), 'A stream failed');
		client.finish();
	};

	app.get(
		PATH,
		{
			config: { access: 'member' },
			schema: { summary: 'Events as they happen (SSE, or WebSocket by upgrade)' },
		},
		async (request, reply) => {
			if (hasQuery(request.raw.url)) return sendProblem(reply, 'token-in-address');
			const principal = principalOf(request);
			touch(principal, context);
			const client = hijack(reply, principal);
			if (!client) return reply;
			request.raw.socket.once('close', () => hub.remove(client));
			openStream(client, lastEventId(request.headers['last-event-id']), deps).catch(onBug(client));
			return reply;
		},
	);

	const sockets = webSocketStreams({
		async authenticate(token) {
			const principal = await accounts.authenticate(token);
			if (!principal) return undefined;
			touch(principal, context);
			return ownerOf(principal);
		},
		serve: (client, after) => openStream(client, after, deps),
		over: (client) => hub.remove(client),
		onBug: (error) => log.error(traceOf(error), 'A stream failed'),
	});
	app.server.on('upgrade', (request, socket, head) => {
		if (request.url === PATH) sockets.upgrade(request, socket, head);
		else refuseUpgrade(socket, request.url?.startsWith(`${PATH}?`) ? 400 : 404);
	});
	return sockets;
}

/** A query could only hold what does not belong there. */
function hasQuery(url: string | undefined): boolean {
	return url?.includes('?') ?? false;
}

function lastEventId(header: string | string[] | undefined): string | undefined {
	return header === undefined || header === '' ? undefined : String(header);
}

function hijack(reply: FastifyReply, principal: Principal): Client | undefined {
	reply.hijack();
	return sseClient(reply.raw, { ...reply.getHeaders() }, ownerOf(principal));
}

function ownerOf({ device, user, workspace }: Principal) {
	return { workspaceId: workspace.workspaceId, userId: user.userId, deviceId: device.deviceId };
}

/** Notes when a device was last here, roughly: each note is a write. */
function touch({ device }: Principal, { store, clock, log }: AppContext): void {
	const now = clock.now();
	if (device.lastSeenAt !== undefined && now - device.lastSeenAt < TOUCH_MS) return;
	store.records.touchDevice(device.deviceId, now).catch((error: unknown) => {
		log.warn(traceOf(error), 'A device could not be noted as seen');
	});
}
