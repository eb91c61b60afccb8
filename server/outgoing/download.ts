import { request as ask } from 'undici';
import { pinnedAgent, plainHeaders, within } from './dispatcher.ts';
import { type BlockedReason, checkTarget, type TargetRules } from './target.ts';

export interface DownloadRequest {
	url: string;
	/** Sent where `isTrusted` says so, asked at each redirect anew, and nowhere else. */
	credentials?: { name: string; value: string };
	isTrusted(url: URL): boolean;
	/** Until the answer begins, and between two pieces of it, ms. */
	idleMs: number;
	/** Of the whole exchange, ms. */
	wholeMs: number;
	/** Largest answer that is read. */
	maxBytes: number;
}

export interface DownloadAnswer {
	status: number;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** Piece by piece, as fast as it is read. @throws BodyBroken */
	body: AsyncIterable<Uint8Array>;
}

export type DownloadFailure =
	| { kind: 'blocked'; reason: BlockedReason }
	| {
			kind: 'failed';
			reason: 'unresolved' | 'timeout' | 'connection' | 'too-large' | 'too-many-redirects';
	  };

/**
 * The way out for what is too large to be held. Unlike `Dispatch` it follows redirects, three at most: the target of
 * each is checked as the first was. The answer is there while `read` runs.
 */
export type Download = <T>(
	request: DownloadRequest,
	read: (answer: DownloadAnswer) => Promise<T>,
) => Promise<{ kind: 'read'; value: T } | DownloadFailure>;

/** What came of a body so far is not all of it. */
export class BodyBroken extends Error {
	override name = 'BodyBroken';
	readonly reason: 'timeout' | 'connection' | 'too-large';

	constructor(reason: BodyBroken['reason']) {
		super(`The body broke off: ${reason}`);
		this.reason = reason;
	}
}

/** Where an address is really asked, and by which rules. */
type Placed = (address: string) => { url: string; rules: TargetRules };

const MOST_REDIRECTS = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

export function createDownload(placed: Placed): Download {
	return async (request, read) => {
		const patience = createPatience(request);
		try {
			return await follow(request, read, { placed, patience, address: request.url, left: MOST_REDIRECTS });
		} finally {
			patience.end();
		}
	};
}

interface Hop {
	placed: Placed;
	patience: Patience;
	address: string;
	/** Redirects that may still come. */
	left: number;
}

async function follow<T>(
	request: DownloadRequest,
	read: (answer: DownloadAnswer) => Promise<T>,
	hop: Hop,
): Promise<{ kind: 'read'; value: T } | DownloadFailure> {
	const { placed, patience, address } = hop;
	const { url, rules } = placed(address);
	const target = await within(patience.signal, checkTarget(url, rules));
	if (!target) return { kind: 'failed', reason: 'timeout' };
	if (target.kind === 'blocked') return target;
	if (target.kind === 'unresolved') return { kind: 'failed', reason: 'unresolved' };
	const agent = pinnedAgent(target.pinned);
	try {
		const options = { headers: headersFor(address, request), dispatcher: agent, signal: patience.signal };
		const answer = await ask(target.url, { method: 'GET', ...options }).catch(() => undefined);
		if (!answer) return { kind: 'failed', reason: patience.signal.aborted ? 'timeout' : 'connection' };
		const { statusCode: status } = answer;
		const headers = plainHeaders(answer.headers);
		const next = redirects.has(status) ? URL.parse(headers.location ?? '', address) : null;
		if (next) {
			if (hop.left === 0) return { kind: 'failed', reason: 'too-many-redirects' };
			return await follow(request, read, { ...hop, address: next.href, left: hop.left - 1 });
		}
		if (Number(headers['content-length'] ?? 0) > request.maxBytes) {
			return { kind: 'failed', reason: 'too-large' };
		}
		const body = watched(answer.body, request, patience);
		return { kind: 'read', value: await read({ status, headers, body }) };
	} catch (error) {
		if (error instanceof BodyBroken) return { kind: 'failed', reason: error.reason };
		throw error;
	} finally {
		// An agent a request: a kept connection would outlive the check of its address.
		agent.destroy().catch(() => undefined);
	}
}

/** Judged by the address as it is named, not by what stands in its place. */
function headersFor(address: string, { credentials, isTrusted }: DownloadRequest): Record<string, string> {
	const url = URL.parse(address);
	const mayHave = credentials && url && url.protocol === 'https:' && isTrusted(url);
	return { 'accept-encoding': 'identity', ...(mayHave && { [credentials.name]: credentials.value }) };
}

async function* watched(
	body: AsyncIterable<Uint8Array>,
	{ maxBytes }: DownloadRequest,
	patience: Patience,
): AsyncGenerator<Uint8Array> {
	let size = 0;
	const pieces = body[Symbol.asyncIterator]();
	try {
		for (;;) {
			patience.begin();
			const piece = await pieces.next().catch(() => undefined);
			patience.pause();
			if (!piece) throw new BodyBroken(patience.signal.aborted ? 'timeout' : 'connection');
			if (piece.done) return;
			size += piece.value.byteLength;
			if (size > maxBytes) throw new BodyBroken('too-large');
			yield piece.value;
		}
	} finally {
		await pieces.return?.().catch(() => undefined);
	}
}

/** How long the other side is waited for; while what came is being worked off, only the whole counts. */
interface Patience {
	signal: AbortSignal;
	begin(): void;
	pause(): void;
	end(): void;
}

function createPatience({ idleMs, wholeMs }: DownloadRequest): Patience {
	const controller = new AbortController();
	const giveUp = () => controller.abort();
	const whole = setTimeout(giveUp, wholeMs);
	let idle = setTimeout(giveUp, idleMs);
	const pause = () => clearTimeout(idle);
	return {
		signal: controller.signal,
		begin: () => {
			pause();
			idle = setTimeout(giveUp, idleMs);
		},
		pause,
		end: () => {
			pause();
			clearTimeout(whole);
		},
	};
}
