import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { listPage, personPage } from './pages.ts';

export interface SampleCrm {
	/** e.g. `http://crm.localhost:41234`; browsers lead every `*.localhost` to this machine. */
	origin: string;
	close(): Promise<void>;
}

const style = readFileSync(path.join(import.meta.dirname, 'style.css'));

/** Serves the sample CRM on a free port of this machine, reachable from nowhere else. */
export async function startSampleCrm(): Promise<SampleCrm> {
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://crm.localhost');
		if (url.pathname === '/style.css') {
			response.setHeader('content-type', 'text/css').end(style);
			return;
		}
		const id = /^\/people\/(\w+)$/.exec(url.pathname)?.[1];
		const html = id ? personPage(id) : url.pathname === '/' ? listPage() : undefined;
		response
			.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
			.end(html ?? '<h1>Not found</h1>');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		origin: `http://crm.localhost:${port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
