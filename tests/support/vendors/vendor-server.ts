import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createDispatch, type Dispatch } from '../../../server/outgoing/dispatcher.ts';
import type { Download } from '../../../server/outgoing/download.ts';
import { createVendorDownload } from '../../../server/outgoing/vendor-origins.ts';

/** What a simulated vendor was asked. */
export interface VendorQuestion {
	method: string;
	/** As the vendor's host was asked, e.g. `api.example.com`. */
	host: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingMessage['headers'];
	body: string;
	/** The same, not read as text. */
	bytes: Buffer;
}

export interface VendorReply {
	status: number;
	headers?: Record<string, string>;
	/** Sent as JSON; a text, and bytes, are sent as they are. */
	body?: unknown;
	/** After so many bytes of those it breaks off. */
	cutAfter?: number;
	/** After so many it says nothing more. */
	stallsAfter?: number;
}

/** Given instead of the vendor's own answer, to the next questions that `matches`, or to any. */
export interface VendorTrouble extends VendorReply {
	times: number;
	matches?: (question: VendorQuestion) => boolean;
}

/** A vendor's API on a real port of this machine. */
export class VendorServer {
	/** `GET /path?query` of what was asked. */
	readonly requests: string[] = [];
	readonly troubles: VendorTrouble[] = [];
	#server: Server;
	#port = 0;
	readonly #hosts: string[];
	readonly #answer: (question: VendorQuestion) => VendorReply | Promise<VendorReply>;

	constructor(hosts: string[], answer: (question: VendorQuestion) => VendorReply | Promise<VendorReply>) {
		this.#hosts = hosts;
		this.#answer = answer;
		this.#server = createServer((request, response) => {
			this.#reply(request).then(
				(reply) => send(reply, response),
				() => response.destroy(),
			);
		});
	}

	async start(): Promise<this> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		this.#port = (this.#server.address() as AddressInfo).port;
		return this;
	}

	stop(): void {
		this.#server.closeAllConnections();
		this.#server.close();
	}

	/** Base address for the vendor's own SDK, of its first host or of that one. */
	url(host = this.#hosts[0] ?? ''): string {
		return `http://127.0.0.1:${this.#port}/${host}`;
	}

	/** What stands in place of `https://<host>` where only origins can be named. */
	get origin(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	/** The real dispatcher, with the vendor's hosts at this server. */
	dispatch(): Dispatch {
		const dispatch = createDispatch({
			allowedInternal: new Set([`127.0.0.1:${this.#port}`]),
			resolve: async () => [{ address: '127.0.0.1', family: 4 }],
		});
		return (outgoing) => {
			const { host, pathname, search } = new URL(outgoing.url);
			if (!this.#hosts.includes(host)) return Promise.resolve({ kind: 'failed', reason: 'unresolved' });
			return dispatch({ ...outgoing, url: `${this.url(host)}${pathname}${search}` });
		};
	}

	/** The real way out for files, likewise. */
	download(): Download {
		const rules = { allowedInternal: new Set<string>(), resolve: async () => [] };
		return createVendorDownload(
			rules,
			new Map(this.#hosts.map((host) => [`https://${host}`, this.url(host)])),
		);
	}

	async #reply(request: IncomingMessage): Promise<VendorReply> {
		const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://simulator');
		const [, first = '', ...rest] = pathname.split('/');
		const isNamed = this.#hosts.includes(first);
		const bytes = await buffer(request);
		const question: VendorQuestion = {
			method: request.method ?? 'GET',
			host: isNamed ? first : (this.#hosts[0] ?? ''),
			path: isNamed ? `/${rest.join('/')}` : pathname,
			query: searchParams,
			headers: request.headers,
			body: String(bytes),
			bytes,
		};
		this.requests.push(`${question.method} ${question.path}${search}`);
		const trouble = this.troubles.find(({ times, matches }) => times > 0 && (matches?.(question) ?? true));
		if (!trouble) return this.#answer(question);
		trouble.times -= 1;
		return trouble;
	}
}

function send({ status, headers, body, cutAfter, stallsAfter }: VendorReply, response: ServerResponse): void {
	if (!(body instanceof Uint8Array)) {
		response.writeHead(status, { 'content-type': 'application/json', ...headers });
		response.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
		return;
	}
	response.writeHead(status, { 'content-length': String(body.byteLength), ...headers });
	const some = cutAfter ?? stallsAfter;
	if (some === undefined) response.end(body);
	else response.write(body.subarray(0, some), () => cutAfter !== undefined && response.destroy());
}
