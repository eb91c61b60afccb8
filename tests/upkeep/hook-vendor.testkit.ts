import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { OAuthSimulator, type SimulatedPerson } from '../support/vendors/oauth.ts';

interface HeldHook {
	id: string;
	ownerId: string;
	name: string;
	address: string;
	secret: string;
	state: 'active';
}

const Wanted = z.object({ name: z.string(), address: z.string(), secret: z.string() });

interface Answer {
	status: number;
	body?: unknown;
}

/** A vendor with OAuth and webhooks that each belong to the person who made them, on real ports. */
export class HookVendor {
	readonly oauth: OAuthSimulator;
	hooks: HeldHook[] = [];
	#made = 0;
	#server: Server;

	constructor(now: () => number) {
		this.oauth = new OAuthSimulator(now);
		this.#server = createServer((request, response) => {
			this.#answer(request).then(
				({ status, body }) => response.writeHead(status).end(body === undefined ? '' : JSON.stringify(body)),
				() => response.destroy(),
			);
		});
	}

	async start(): Promise<this> {
		await this.oauth.start();
		await once(this.#server.listen(0, '127.0.0.1'), 'listening');
		return this;
	}

	stop(): void {
		this.oauth.stop();
		this.#server.closeAllConnections();
		this.#server.close();
	}

	/** The names in `hookProvider` → where it answers. */
	get origins(): [string, string][] {
		const api = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
		return [
			['https://login.vendor.example', this.oauth.origin],
			['https://api.vendor.example', api],
		];
	}

	hooksOf({ id }: Pick<SimulatedPerson, 'id'>): HeldHook[] {
		return this.hooks.filter(({ ownerId }) => ownerId === id);
	}

	/** A call of this person is told to each webhook of hers. */
	async ring(person: Pick<SimulatedPerson, 'id'>, event: object): Promise<number[]> {
		const sent = this.hooksOf(person).map(({ address, secret }) =>
			fetch(address, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'x-api-key': secret },
				body: JSON.stringify(event),
			}),
		);
		return (await Promise.all(sent)).map(({ status }) => status);
	}

	async #answer(request: IncomingMessage): Promise<Answer> {
		const json = await text(request);
		const person = this.oauth.holderOf(request.headers.authorization);
		if (!person) return { status: 401 };
		const id = /^\/hooks\/(.+)$/.exec(request.url ?? '')?.[1];
		if (request.method === 'POST') return this.#make(person, json);
		if (id === undefined) return { status: 200, body: { hooks: this.hooksOf(person) } };
		this.hooks = this.hooks.filter((one) => one.id !== id);
		return { status: 204 };
	}

	#make({ id: ownerId }: SimulatedPerson, json: string): Answer {
		this.#made += 1;
		const wanted = Wanted.parse(JSON.parse(json));
		const hook: HeldHook = { ...wanted, id: `hook-${this.#made}`, ownerId, state: 'active' };
		this.hooks.push(hook);
		return { status: 200, body: hook };
	}
}
