import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
	path: string;
	id: string;
	headers: IncomingMessage['headers'];
	body: string;
}

type Answer = (received: Received, response: ServerResponse) => void;

export const status =
	(code: number, headers: Record<string, string> = {}): Answer =>
	(_, response) =>
		response.writeHead(code, headers).end();

/** Takes the request and says nothing. */
export const silence: Answer = () => {};

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** A flow tool: a real HTTP server that keeps what it was sent and answers as it is told, by path. */
export async function startReceiver() {
	const received: Received[] = [];
	const answers = new Map<string, Answer>();
	let connections = 0;
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { url: path = '', headers } = request;
		const body = Buffer.concat(chunks).toString();
		const one = { path, id: String(headers['webhook-id']), headers, body };
		received.push(one);
		(answers.get(path) ?? status(200))(one, response);
	});
	server.on('connection', () => {
		connections += 1;
	});
	// Of both families, so that whoever gets through is seen.
	await new Promise<void>((resolve) => server.listen(0, '::', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		port,
		received,
		connections: () => connections,
		at: (path: string) => received.filter((one) => one.path === path),
		answer(path: string, answer: Answer) {
			answers.set(path, answer);
		},
		async until(count: number, withinMs = 10_000) {
			const end = performance.now() + withinMs;
			while (received.length < count && performance.now() < end) {
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
			if (received.length < count) throw new Error(`received ${received.length} of ${count}`);
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Judged by the reference implementation, whatever the test's clock says the time is. */
export function isSignedWith(secret: string, { id, headers, body }: Received): boolean {
	const seconds = Number(headers['webhook-timestamp']);
	return new Webhook(secret).sign(id, new Date(seconds * 1_000), body) === headers['webhook-signature'];
}
