import type { z } from 'zod';
import {
	CommandAccepted,
	type CommandBody,
	type CommandName,
	LeadsPage,
	PairResponse,
	Problem,
	Snapshot,
} from '../contract/index.ts';
import type { Answer } from './answer.ts';

/** Where, and as whom. */
export interface Credentials {
	serverUrl: string;
	token: string;
}

const TIMEOUT_MS = 20_000;

export interface ServerApi {
	pair(
		serverUrl: string,
		body: { code: string; deviceName: string },
	): Promise<Answer<z.infer<typeof PairResponse>>>;
	snapshot(as: Credentials): Promise<Answer<Snapshot>>;
	leads(as: Credentials, after: string | undefined): Promise<Answer<LeadsPage>>;
	/** A repeat with the same `idempotencyKey` is done once. */
	command<N extends CommandName>(
		as: Credentials,
		name: N,
		body: CommandBody<N>,
		idempotencyKey: string,
	): Promise<Answer<{ id: string }>>;
}

/** Our server's HTTP routes. Never throws: each outcome is a value. */
export function serverApi(send: typeof fetch): ServerApi {
	async function call<S extends z.ZodType>(
		schema: S,
		url: string,
		init: RequestInit,
	): Promise<Answer<z.infer<S>>> {
		try {
			const response = await send(url, {
				...init,
				cache: 'no-store',
				credentials: 'omit',
				redirect: 'error',
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			const body: unknown = await response.json().catch(() => undefined);
			return response.ok ? understood(schema.safeParse(body)) : refusedOrAway(response.status, body);
		} catch {
			return { kind: 'unreachable', detail: 'no answer' };
		}
	}

	const bearer = ({ token }: Credentials) => ({ Authorization: `Bearer ${token}` });
	const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
		method: 'POST',
		headers: { 'Content-Type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});

	return {
		pair: (serverUrl, body) => call(PairResponse, `${serverUrl}/v1/pair`, post(body)),
		snapshot: (as) => call(Snapshot, `${as.serverUrl}/v1/snapshot`, { headers: bearer(as) }),
		leads(as, after) {
			const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
			return call(LeadsPage, `${as.serverUrl}/v1/leads${query}`, { headers: bearer(as) });
		},
		command: (as, name, body, key) =>
			call(
				CommandAccepted,
				`${as.serverUrl}/v1/commands/${name}`,
				post(body, { ...bearer(as), 'Idempotency-Key': key }),
			),
	};
}

function understood<T>(parsed: z.ZodSafeParseResult<T>): Answer<T> {
	return parsed.success
		? { kind: 'ok', value: parsed.data }
		: { kind: 'unreachable', detail: 'an answer that is not Ringside’s' };
}

function refusedOrAway<T>(status: number, body: unknown): Answer<T> {
	if (status >= 500 || status === 408 || status === 429) {
		return { kind: 'unreachable', detail: `status ${status}` };
	}
	const problem = Problem.safeParse(body);
	if (!problem.success) return { kind: 'refused', status, problem: '', detail: `status ${status}` };
	const { type, title, detail } = problem.data;
	return { kind: 'refused', status, problem: type.split('/').pop() ?? '', detail: detail ?? title };
}
