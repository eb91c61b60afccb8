import type { z } from 'zod';
import { type ImportMapping, ImportPreview, ImportStatus, Problem } from '../../lib/contract/index.ts';
import type { Answer } from '../../lib/server-api/answer.ts';

export interface ServerAccess {
	serverUrl: string;
	token: string;
}

export interface ImportApi {
	upload(as: ServerAccess, file: Blob): Promise<Answer<ImportPreview>>;
	run(
		as: ServerAccess,
		importId: string,
		body: { mapping: ImportMapping; region: string },
	): Promise<Answer<ImportStatus>>;
	status(as: ServerAccess, importId: string): Promise<Answer<ImportStatus>>;
	cancel(as: ServerAccess, importId: string): Promise<Answer<ImportStatus>>;
	/** The rows left out, as a CSV file. */
	rejected(as: ServerAccess, importId: string): Promise<Answer<Blob>>;
}

/** The server's import routes. Never throws: each outcome is a value. */
export function importApi(send: typeof fetch): ImportApi {
	async function call<T>(
		as: ServerAccess,
		path: string,
		init: RequestInit,
		read: (response: Response) => Promise<T | undefined>,
	): Promise<Answer<T>> {
		try {
			const response = await send(`${as.serverUrl}/v1/imports${path}`, {
				...init,
				headers: { ...init.headers, Authorization: `Bearer ${as.token}` },
				cache: 'no-store',
				credentials: 'omit',
				redirect: 'error',
			});
			if (!response.ok) return await refusal(response);
			const value = await read(response);
			return value === undefined
				? { kind: 'unreachable', detail: 'an answer that is not Ringside’s' }
				: { kind: 'ok', value };
		} catch {
			return { kind: 'unreachable', detail: 'no answer' };
		}
	}
	const status = reader(ImportStatus);
	const json = (body: unknown): RequestInit => ({
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	return {
		upload: (as, file) =>
			call(
				as,
				'',
				{ method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: file },
				reader(ImportPreview),
			),
		run: (as, id, body) => call(as, `/${encodeURIComponent(id)}/run`, json(body), status),
		status: (as, id) => call(as, `/${encodeURIComponent(id)}`, {}, status),
		cancel: (as, id) => call(as, `/${encodeURIComponent(id)}/cancel`, json({}), status),
		rejected: (as, id) =>
			call(as, `/${encodeURIComponent(id)}/rejected.csv`, {}, (response) => response.blob()),
	};
}

function reader<S extends z.ZodType>(schema: S) {
	return async (response: Response): Promise<z.infer<S> | undefined> => {
		const read = schema.safeParse(await response.json());
		return read.success ? read.data : undefined;
	};
}

async function refusal<T>(response: Response): Promise<Answer<T>> {
	const { status } = response;
	if (status >= 500) return { kind: 'unreachable', detail: `status ${status}` };
	const problem = Problem.safeParse(await response.json().catch(() => undefined));
	if (!problem.success) return { kind: 'refused', status, problem: '', detail: `status ${status}` };
	const { type, title, detail, mend } = problem.data;
	const said = [detail ?? title, mend].filter(Boolean).join(' ');
	return { kind: 'refused', status, problem: type.split('/').pop() ?? '', detail: said };
}
