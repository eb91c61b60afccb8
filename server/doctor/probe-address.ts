import { z } from 'zod';
import type { Ids } from '../ids.ts';
import type { Dispatch, OutgoingResult } from '../outgoing/dispatcher.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { PROOF_PATH, proofOf } from './address-proof.ts';

/** What became of a request to the public address that should come back in. */
export type Reachability =
	| { kind: 'reached'; largeBodies: 'pass' | 'stopped' | 'not-asked' }
	/** The name leads nowhere, nobody takes the connection, or it is not made in time. */
	| { kind: 'unresolved' | 'no-connection' | 'timeout' }
	/** An address that this server may not call. */
	| { kind: 'blocked' }
	| { kind: 'redirected'; host: string }
	/** Something answers, and it is not this installation. */
	| { kind: 'other-server'; status: number };

export interface ProbeDeps {
	dispatch: Dispatch;
	keys: SealingKeys;
	ids: Pick<Ids, 'secret'>;
	/** Without a slash at its end. */
	publicUrl: string;
}

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 64 * 1024;
const NONCE_BYTES = 24;
/** nginx stops at a megabyte unless it is told otherwise, and recordings come in larger requests. */
const LARGE_BYTES = 1_250_000;

const Answer = z.object({ proof: z.string() });

/** Sends a request out that has to come back in. `withLarge`: one of more than a megabyte as well. */
export async function probeAddress(
	deps: ProbeDeps,
	{ withLarge }: { withLarge: boolean },
): Promise<Reachability> {
	const small = await ask(deps, 'GET');
	if (small.kind !== 'reached' || !withLarge) return small;
	const large = await ask(deps, 'POST', JSON.stringify({ padding: 'x'.repeat(LARGE_BYTES) }));
	if (large.kind === 'reached') return { ...large, largeBodies: 'pass' };
	// Too often asked, or gone just now: that says nothing about sizes.
	return { ...small, largeBodies: 'status' in large && large.status === 413 ? 'stopped' : 'not-asked' };
}

async function ask(
	{ dispatch, keys, ids, publicUrl }: ProbeDeps,
	method: 'GET' | 'POST',
	body?: string,
): Promise<Reachability> {
	const nonce = ids.secret(NONCE_BYTES);
	const result = await dispatch({
		method,
		url: `${publicUrl}${PROOF_PATH}${nonce}`,
		headers: body === undefined ? {} : { 'content-type': 'application/json' },
		...(body !== undefined && { body }),
		timeoutMs: TIMEOUT_MS,
		maxBytes: MOST_BYTES,
	});
	return judge(result, proofOf(nonce, keys), publicUrl);
}

function judge(result: OutgoingResult, proof: string, publicUrl: string): Reachability {
	switch (result.kind) {
		case 'blocked':
			return { kind: 'blocked' };
		case 'failed':
			if (result.reason === 'too-large') return { kind: 'other-server', status: result.status };
			return { kind: result.reason === 'connection' ? 'no-connection' : result.reason };
		case 'answered': {
			const { status, headers, body } = result;
			if (status >= 300 && status < 400)
				return { kind: 'redirected', host: hostOf(headers.location, publicUrl) };
			const isOurs = status === 200 && readProof(body) === proof;
			return isOurs ? { kind: 'reached', largeBodies: 'not-asked' } : { kind: 'other-server', status };
		}
	}
}

function readProof(body: Uint8Array): string | undefined {
	try {
		return Answer.safeParse(JSON.parse(new TextDecoder().decode(body))).data?.proof;
	} catch {
		return undefined;
	}
}

function hostOf(location: string | undefined, publicUrl: string): string {
	return URL.parse(location ?? '', publicUrl)?.host ?? '';
}
