import { z } from 'zod';
import { Envelope } from './event.ts';

/** WebSocket subprotocol of `GET /v1/stream`. */
export const STREAM_PROTOCOL = 'ringside.v1';

/** The server sends one at least this often; it also keeps a Chrome service worker alive. */
export const HEARTBEAT_MS = 20_000;

/** A WebSocket client that has not signed in by then is closed. */
export const SIGN_IN_TIMEOUT_MS = 5_000;

/** Opaque place in the workspace's log (epoch and sequence, made by the server). */
export const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);

/** First frame of a WebSocket client. Without `after`, the stream starts at the present. */
export const SignIn = z.object({ token: z.string().min(20).max(200), after: Cursor.optional() });

/**
 * What the server sends, as a WebSocket text frame. As SSE the same: `event` frames carry `id:` = cursor,
 * the others are named SSE events (`event: heartbeat`, `event: reset`, `event: ready`).
 */
export const Frame = z.union([
	z.object({ cursor: Cursor, event: Envelope }),
	/** Signed in; `cursor` is where the stream stands after the replay that follows. */
	z.object({ kind: z.literal('ready'), cursor: Cursor }),
	z.object({ kind: z.literal('heartbeat'), cursor: Cursor }),
	/** The cursor cannot be continued (retention, restored backup): read `GET /v1/snapshot`, go on from its cursor. */
	z.object({ kind: z.literal('reset'), reason: z.enum(['expired', 'epoch', 'malformed']) }),
]);

/** WebSocket close codes; SSE ends with the same number in a final `event: closed`. */
export const CloseCode = {
	unauthorised: 4401,
	revoked: 4403,
	signInTimeout: 4408,
	tooSlow: 4413,
	shuttingDown: 1001,
} as const;

export type Cursor = z.infer<typeof Cursor>;
export type Frame = z.infer<typeof Frame>;
