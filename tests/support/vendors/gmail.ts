import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { createDispatch, type Dispatch } from '../../../server/outgoing/dispatcher.ts';

export interface SimulatedMail {
	id: string;
	threadId?: string;
	labelIds?: string[];
	from?: string;
	to?: string;
	cc?: string;
	subject?: string;
	text?: string;
	html?: string;
	/** ms since 1970. */
	at?: number;
}

interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
}

export interface Trouble extends Answer {
	/** Requests whose path matches get this answer instead, `times` times. */
	path: RegExp;
	times: number;
}

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

export const PUSH_ACCOUNT = 'pubsub-push@example-overlay.iam.gserviceaccount.com';
export const MAILBOX = 'recruiter@example.test';
export const ACCESS_TOKEN = 'access-token-of-the-simulator';

/** Gmail's API and Google's keys on a real port, with one mailbox whose history rises by one a mail. */
export class GmailSimulator {
	/** Records in order; `undefined` is a change that added no mail. */
	readonly records: { id: bigint; mail: SimulatedMail | undefined }[] = [];
	readonly requests: string[] = [];
	readonly troubles: Trouble[] = [];
	pageSize = 100;
	/** History before this is no longer kept. */
	oldestHistoryId = 0n;
	historyId = 1_000n;
	keysMaxAge = 3_600;
	#keys = new Map<string, { jwk: object; privateKey: SigningKey }>();
	#server: Server;
	#port = 0;

	constructor() {
		this.#server = createServer((request, response) => {
			const { status, headers, body = {} } = this.#answer(request);
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(JSON.stringify(body));
		});
	}

	async start(): Promise<this> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		this.#port = (this.#server.address() as AddressInfo).port;
		await this.addKey('key-1');
		return this;
	}

	/** Where it answers in Google's place. */
	get origin(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	stop(): void {
		this.#server.closeAllConnections();
		this.#server.close();
	}

	async addKey(kid: string): Promise<void> {
		const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
		const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
		this.#keys.set(kid, { jwk, privateKey });
	}

	removeKey(kid: string): void {
		this.#keys.delete(kid);
	}

	jwks(): { keys: object[] } {
		return { keys: [...this.#keys.values()].map(({ jwk }) => jwk) };
	}

	/** The real dispatcher, with Google's hosts at this server. */
	dispatch(): Dispatch {
		const here = `127.0.0.1:${this.#port}`;
		const dispatch = createDispatch({
			allowedInternal: new Set([here]),
			resolve: async () => [{ address: '127.0.0.1', family: 4 }],
		});
		return (outgoing) => {
			const url = outgoing.url.replace(/^https:\/\/(gmail|www)\.googleapis\.com\//, `http://${here}/`);
			return dispatch({ ...outgoing, url });
		};
	}

	/** A token as Pub/Sub sends it; `now` in ms. */
	async token(claims: JWTPayload, now: number, kid = 'key-1'): Promise<string> {
		const key = this.#keys.get(kid);
		if (!key) throw new Error(`no key ${kid}`);
		const seconds = Math.floor(now / 1_000);
		const usual = {
			iss: 'https://accounts.google.com',
			email: PUSH_ACCOUNT,
			email_verified: true,
			sub: '100000000000000000001',
			iat: seconds - 60,
			exp: seconds + 3_540,
		};
		return new SignJWT({ ...usual, ...claims })
			.setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
			.sign(key.privateKey);
	}

	/** A mail arrives or is sent. Returns the mailbox's new history id. */
	add(mail: SimulatedMail | undefined): string {
		this.historyId += 10n;
		this.records.push({ id: this.historyId, mail });
		return String(this.historyId);
	}

	#answer({ url: address = '/', headers }: IncomingMessage): Answer {
		const url = new URL(address, 'http://simulator');
		this.requests.push(`${url.pathname.replace('/gmail/v1/users/me', '')}${url.search}`);
		const trouble = this.troubles.find(({ path, times }) => times > 0 && path.test(url.pathname));
		if (trouble) {
			trouble.times -= 1;
			return trouble;
		}
		if (url.pathname === '/oauth2/v3/certs') {
			const age = { 'cache-control': `public, max-age=${this.keysMaxAge}` };
			return { status: 200, headers: age, body: this.jwks() };
		}
		if (headers.authorization !== `Bearer ${ACCESS_TOKEN}`) return { status: 401 };
		const [, resource = '', id = ''] = /^\/gmail\/v1\/users\/me\/(\w+)\/?(.*)$/.exec(url.pathname) ?? [];
		if (resource === 'profile') return { status: 200, body: { historyId: String(this.historyId) } };
		if (resource === 'history') return this.#history(url.searchParams);
		if (resource === 'messages' && id) return this.#message(id, url.searchParams.get('format'));
		return resource === 'messages' ? this.#messages(url.searchParams) : { status: 400 };
	}

	#history(query: URLSearchParams): Answer {
		const start = BigInt(query.get('startHistoryId') ?? '0');
		if (start < this.oldestHistoryId) return { status: 404 };
		const after = this.records.filter(({ id }) => id > start);
		const { items, nextPageToken } = this.#page(after, query);
		const history = items.map(({ id, mail }) => ({
			id: String(id),
			...(mail && {
				messagesAdded: [{ message: { id: mail.id, threadId: threadOf(mail), labelIds: labelsOf(mail) } }],
			}),
		}));
		const found = history.length > 0 ? { history } : {};
		return { status: 200, body: { ...found, historyId: String(this.historyId), nextPageToken } };
	}

	#messages(query: URLSearchParams): Answer {
		const mails = this.records.flatMap(({ mail }) => mail ?? []).reverse();
		const { items, nextPageToken } = this.#page(mails, query);
		const messages = items.map((mail) => ({ id: mail.id, threadId: threadOf(mail) }));
		return { status: 200, body: { ...(messages.length > 0 && { messages }), nextPageToken } };
	}

	#page<T>(all: T[], query: URLSearchParams): { items: T[]; nextPageToken?: string } {
		const from = Number(query.get('pageToken') ?? 0);
		const to = from + Math.min(this.pageSize, Number(query.get('maxResults') ?? 100));
		return { items: all.slice(from, to), ...(to < all.length && { nextPageToken: String(to) }) };
	}

	#message(id: string, format: string | null): Answer {
		const mail = this.records.find((record) => record.mail?.id === id)?.mail;
		return mail ? { status: 200, body: messageOf(mail, format === 'full') } : { status: 404 };
	}
}

const threadOf = (mail: SimulatedMail) => mail.threadId ?? `thread-of-${mail.id}`;
const labelsOf = (mail: SimulatedMail) => mail.labelIds ?? ['INBOX', 'UNREAD'];

/** As `messages.get` gives it. */
function messageOf(mail: SimulatedMail, full: boolean): object {
	const part = (mimeType: string, text: string) => ({
		mimeType,
		filename: '',
		headers: [{ name: 'Content-Type', value: `${mimeType}; charset="UTF-8"` }],
		body: { size: text.length, data: Buffer.from(text).toString('base64url') },
	});
	const headers = Object.entries({ From: mail.from, To: mail.to, Cc: mail.cc, Subject: mail.subject })
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => ({ name, value }));
	const parts = [
		...(mail.text === undefined ? [] : [part('text/plain', mail.text)]),
		...(mail.html === undefined ? [] : [part('text/html', mail.html)]),
	];
	return {
		id: mail.id,
		threadId: threadOf(mail),
		labelIds: labelsOf(mail),
		snippet: (mail.text ?? '').slice(0, 100),
		internalDate: String(mail.at ?? 1_773_302_400_000),
		historyId: '1',
		payload: {
			mimeType: 'multipart/alternative',
			filename: '',
			headers,
			body: { size: 0 },
			...(full && { parts }),
		},
	};
}
