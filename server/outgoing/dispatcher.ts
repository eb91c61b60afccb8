import { lookup } from 'node:dns/promises';
import { Agent, type Dispatcher as HttpAgent, request } from 'undici';
import { type BlockedReason, checkTarget, type Resolve, type Target, type TargetRules } from './target.ts';

export interface OutgoingRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	url: string;
	headers?: Record<string, string>;
	body?: string | Uint8Array;
	/** Of the whole exchange, from the look-up of the name to the answer's last byte, ms. */
	timeoutMs: number;
	/** Gives up early, as a `timeout`. */
	signal?: AbortSignal;
	/** Largest answer that is read. */
	maxBytes: number;
}

export type OutgoingResult =
	| { kind: 'answered'; status: number; headers: Record<string, string>; body: Uint8Array }
	/** Never sent: the address is not one that the server may call. */
	| { kind: 'blocked'; reason: BlockedReason }
	/** Sent or not, nobody knows: `timeout` and `connection` may have had their effect at the other side. */
	| { kind: 'failed'; reason: 'unresolved' | 'timeout' | 'connection' }
	/** Answered, with more than was to be read. */
	| { kind: 'failed'; reason: 'too-large'; status: number };

/** The server's only way out. Redirects are answers, not followed: their target would have to be checked anew. */
export type Dispatch = (outgoing: OutgoingRequest) => Promise<OutgoingResult>;

export const systemResolve: Resolve = async (hostname) => {
	const found = await lookup(hostname, { all: true, verbatim: true });
	return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

export function createDispatch(rules: TargetRules): Dispatch {
	return async (outgoing) => {
		const signal = AbortSignal.any([
			AbortSignal.timeout(outgoing.timeoutMs),
			...(outgoing.signal ? [outgoing.signal] : []),
		]);
		const target = await within(signal, checkTarget(outgoing.url, rules));
		if (!target) return { kind: 'failed', reason: 'timeout' };
		if (target.kind === 'blocked') return target;
		if (target.kind === 'unresolved') return { kind: 'failed', reason: 'unresolved' };
		const agent = pinnedAgent(target.pinned);
		try {
			return await exchange(outgoing, target.url, agent, signal);
		} catch {
			return { kind: 'failed', reason: signal.aborted ? 'timeout' : 'connection' };
		} finally {
			// An agent a request: a kept connection would outlive the check of its address.
			agent.destroy().catch(() => undefined);
		}
	};
}

/** Undefined when the signal came first: a look-up of a name cannot be called off, only left behind. */
export async function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T | undefined> {
	if (signal.aborted) return undefined;
	const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
	const giveUp = () => resolve(undefined);
	signal.addEventListener('abort', giveUp);
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		signal.removeEventListener('abort', giveUp);
	}
}

/** Connects to the addresses that were checked, whatever the name leads to by then. */
export function pinnedAgent(pinned: Extract<Target, { kind: 'allowed' }>['pinned']): Agent {
	const [first] = pinned;
	return new Agent({
		// The request's own time is the limit: a model may think for longer than undici's five minutes.
		headersTimeout: 0,
		bodyTimeout: 0,
		connect: {
			lookup: (_hostname, options, callback) => {
				if (options.all) callback(null, pinned);
				else callback(null, first.address, first.family);
			},
		},
	});
}

async function exchange(
	outgoing: OutgoingRequest,
	url: URL,
	agent: HttpAgent,
	signal: AbortSignal,
): Promise<OutgoingResult> {
	const answer = await request(url, {
		method: outgoing.method,
		headers: outgoing.headers ?? {},
		body: outgoing.body ?? null,
		dispatcher: agent,
		signal,
	});
	const status = answer.statusCode;
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
		size += chunk.length;
		if (size > outgoing.maxBytes) return { kind: 'failed', reason: 'too-large', status };
		chunks.push(chunk);
	}
	return { kind: 'answered', status, headers: plainHeaders(answer.headers), body: Buffer.concat(chunks) };
}

/** Lower-case names; repeated headers joined with `, `. */
export function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
	const entries = Object.entries(headers).filter((entry) => entry[1] !== undefined);
	return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]));
}
