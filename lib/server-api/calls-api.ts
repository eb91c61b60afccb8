import type { z } from 'zod';
import {
	afterCallCommands,
	CallDetail,
	CallsPage,
	CommandAccepted,
	UnassignedCallsPage,
} from '../contract/index.ts';
import type { Answer } from './answer.ts';
import { type Credentials, deviceAsker } from './request.ts';

export type CallStateFilter = 'in-progress' | 'completed' | 'missed';

/** Which calls; `search` is a number, a name or a call's id. */
export interface CallFilter {
	state?: CallStateFilter;
	search?: string;
}

export type AfterCallCommand = keyof typeof afterCallCommands;
export type AfterCallBody<N extends AfterCallCommand> = z.input<(typeof afterCallCommands)[N]>;

/** A piece of a recording's bytes, and of how many. */
export interface AudioPiece {
	bytes: Blob;
	total: number;
	contentType: string;
}

/** Calls and what follows them. Never throws. */
export interface CallsApi {
	/** Newest first; `before` is the `next` of the page before. */
	list(as: Credentials, filter: CallFilter, before?: string): Promise<Answer<z.infer<typeof CallsPage>>>;
	detail(as: Credentials, callId: string): Promise<Answer<CallDetail>>;
	/** Transcript and facts as plain text. */
	exportText(as: Credentials, callId: string, language: string): Promise<Answer<string>>;
	/** The bytes of a recording from `from` on, at most a megabyte. */
	audio(
		as: Credentials,
		recording: { connectionId: string; recordingId: string },
		from: number,
	): Promise<Answer<AudioPiece>>;
	/** Unknown callers who wait, newest first. */
	unassigned(as: Credentials, before?: string): Promise<Answer<z.infer<typeof UnassignedCallsPage>>>;
	/** A repeat with the same `key` is done once. */
	command<N extends AfterCallCommand>(
		as: Credentials,
		name: N,
		body: AfterCallBody<N>,
		key: string,
	): Promise<Answer<CommandAccepted>>;
}

const CALLS_A_PAGE = '30';
/** Half a minute of uncompressed speech, a minute and more of any other. */
const PIECE_BYTES = 1024 * 1024;
const LANGUAGES = ['en', 'de', 'es'];

/** Our server's routes of calls. */
export function callsApi(send: typeof fetch): CallsApi {
	const ask = deviceAsker(send);
	const at = (callId: string) => `/v1/calls/${encodeURIComponent(callId)}`;
	const withQuery = (path: string, values: Record<string, string | undefined>) => {
		const query = new URLSearchParams();
		for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
		return `${path}?${query}`;
	};
	return {
		list: (as, { state, search }, before) =>
			ask(CallsPage, as, withQuery('/v1/calls', { limit: CALLS_A_PAGE, state, q: search, before })),
		detail: (as, callId) => ask(CallDetail, as, at(callId)),
		unassigned: (as, before) =>
			ask(UnassignedCallsPage, as, withQuery('/v1/unassigned-calls', { state: 'open', before })),
		async exportText(as, callId, locale) {
			const language = LANGUAGES.find((one) => locale.startsWith(one)) ?? 'en';
			const got = await read(send, as, `${at(callId)}/export.txt?language=${language}`);
			return got.kind === 'ok' ? { kind: 'ok', value: await got.value.text() } : got;
		},
		async audio(as, { connectionId, recordingId }, from) {
			const path = `/v1/recordings/${encodeURIComponent(connectionId)}/${encodeURIComponent(recordingId)}`;
			const got = await read(send, as, path, { Range: `bytes=${from}-${from + PIECE_BYTES - 1}` });
			return got.kind === 'ok' ? pieceOf(got.value, from) : got;
		},
		command: (as, name, body, key) =>
			ask(CommandAccepted, as, `/v1/commands/${name}`, {
				method: 'POST',
				body: afterCallCommands[name].parse(body),
				headers: { 'Idempotency-Key': key },
			}),
	};
}

/** What is not JSON. */
async function read(
	send: typeof fetch,
	{ serverUrl, token }: Credentials,
	path: string,
	headers: Record<string, string> = {},
): Promise<Answer<Response>> {
	try {
		const response = await send(`${serverUrl}${path}`, {
			headers: { ...headers, Authorization: `Bearer ${token}` },
			cache: 'no-store',
			credentials: 'omit',
			redirect: 'error',
			signal: AbortSignal.timeout(60_000),
		});
		const { ok, status } = response;
		if (ok) return { kind: 'ok', value: response };
		if (status >= 500) return { kind: 'unreachable', detail: `status ${status}` };
		return {
			kind: 'refused',
			status,
			problem: status === 404 ? 'not-found' : '',
			detail: `status ${status}`,
		};
	} catch {
		return { kind: 'unreachable', detail: 'no answer' };
	}
}

async function pieceOf(response: Response, from: number): Promise<Answer<AudioPiece>> {
	try {
		const bytes = await response.blob();
		const [, told] = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
		const total = told === undefined ? from + bytes.size : Number(told);
		return { kind: 'ok', value: { bytes, total, contentType: response.headers.get('content-type') ?? '' } };
	} catch {
		return { kind: 'unreachable', detail: 'the answer broke off' };
	}
}
