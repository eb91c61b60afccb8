import { createHash, createHmac } from 'node:crypto';
import type { Ids } from '../ids.ts';
import type { StoredEvent } from '../store/ports.ts';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** `whsec_` and 32 random bytes as base64. */
export function makeSecret(ids: Ids): string {
	return PREFIX + Buffer.from(ids.secret(SECRET_BYTES), 'base64url').toString('base64');
}

/**
 * Headers after https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md:
 * `v1,<base64>` is HMAC-SHA256 over id, time (s since 1970) and body, joined by dots. `now` is ms since 1970.
 */
export function signedHeaders(secret: string, id: string, now: number, body: string): Record<string, string> {
	const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
	const timestamp = String(Math.floor(now / 1_000));
	const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` };
}

/** The same for every try of an event, and safe in a header, which a provider's own id need not be. */
export function messageId({
	workspaceId,
	connectionId,
	id,
}: Pick<StoredEvent, 'workspaceId' | 'connectionId' | 'id'>): string {
	const digest = createHash('sha256').update(JSON.stringify([workspaceId, connectionId, id]));
	return `msg_${digest.digest('base64url').slice(0, 32)}`;
}
