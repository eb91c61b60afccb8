import type { Clock } from '../clock.ts';
import type { Dispatch, OutgoingResult } from '../outgoing/dispatcher.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { open } from '../secrets/sealing.ts';
import type { OutgoingWebhook } from '../store/ports.ts';
import { readRetryAfter } from './schedule.ts';
import { signedHeaders } from './signature.ts';

export interface SendDeps {
	dispatch: Dispatch;
	clock: Clock;
	keys: SealingKeys;
	/** The server is stopping: what is under way is left. */
	signal?: AbortSignal;
}

export interface Message {
	/** Stable over all tries, so that the other side can drop repeats. */
	id: string;
	/** JSON text. */
	body: string;
}

export type Sent =
	| { kind: 'accepted'; status: number }
	/** Answered 410: it wants no more. */
	| { kind: 'gone' }
	| {
			kind: 'failed';
			/** Plain words, nothing of the answer's body. */
			reason: string;
			retryAfterMs?: number;
			/** It may be this event alone that is not taken. */
			eventMayBeToBlame: boolean;
	  };

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES = 64 * 1024;
const GONE = 410;
const TOO_MANY = 429;

/** Sends one message, signed for this try. The address is checked each time: names move. */
export async function send(
	webhook: Pick<OutgoingWebhook, 'url' | 'sealedSecret'>,
	{ id, body }: Message,
	{ dispatch, clock, keys, signal }: SendDeps,
): Promise<Sent> {
	const secret = open(webhook.sealedSecret, keys);
	if (secret.kind !== 'opened') return failed('its secret cannot be read with the key of this server');
	const result = await dispatch({
		method: 'POST',
		url: webhook.url,
		headers: {
			// Flow tools read no body of type application/cloudevents+json.
			'content-type': 'application/json',
			'user-agent': 'Ringside',
			...signedHeaders(secret.plain, id, clock.now(), body),
		},
		body,
		timeoutMs: TIMEOUT_MS,
		maxBytes: ANSWER_BYTES,
		signal,
	});
	return judge(result, clock.now());
}

function judge(result: OutgoingResult, now: number): Sent {
	switch (result.kind) {
		case 'blocked':
			return failed(`its address may not be called (${result.reason})`);
		case 'answered':
			return judgeStatus(result.status, readRetryAfter(result.headers['retry-after'], now));
		case 'failed':
			if (result.reason === 'too-large') return judgeStatus(result.status);
			if (result.reason === 'unresolved') return failed('its name has no address');
			if (result.reason === 'connection') return failed('the connection failed');
			return { ...failed(`no answer within ${TIMEOUT_MS / 1_000} s`), eventMayBeToBlame: true };
	}
}

function judgeStatus(status: number, retryAfterMs?: number): Sent {
	if (status >= 200 && status < 300) return { kind: 'accepted', status };
	if (status === GONE) return { kind: 'gone' };
	const redirect = status >= 300 && status < 400;
	return {
		...failed(`answered ${status}${redirect ? ', and redirects are not followed' : ''}`),
		retryAfterMs,
		eventMayBeToBlame: status !== TOO_MANY && !redirect,
	};
}

function failed(reason: string): Extract<Sent, { kind: 'failed' }> {
	return { kind: 'failed', reason, eventMayBeToBlame: false };
}
