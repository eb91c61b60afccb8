import { z } from 'zod';
import { ImportPreview, ImportStatus } from '../../lib/contract/api.ts';

/** Imports a CSV through the product's own route, with the mapping it guesses. Gives the final status. */
export async function importLeads(origin: string, token: string, csv: string): Promise<ImportStatus> {
	const headers = { authorization: `Bearer ${token}` };
	const preview = ImportPreview.parse(
		await json(
			fetch(`${origin}/v1/imports`, {
				method: 'POST',
				headers: { ...headers, 'content-type': 'text/csv' },
				body: csv,
			}),
		),
	);
	const address = `${origin}/v1/imports/${preview.importId}`;
	await json(
		fetch(`${address}/run`, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json' },
			body: JSON.stringify({ mapping: preview.guess, region: 'DE' }),
		}),
	);
	for (;;) {
		const status = ImportStatus.parse(await json(fetch(address, { headers })));
		if (status.state !== 'running' && status.state !== 'preview') return status;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

async function json(answer: Promise<Response>): Promise<unknown> {
	const response = await answer;
	const text = await response.text();
	if (!response.ok) throw new Error(`${response.status} from ${new URL(response.url).pathname}: ${text}`);
	return z.unknown().parse(JSON.parse(text === '' ? 'null' : text));
}
