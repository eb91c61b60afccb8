import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { z } from 'zod';
import { createDispatch, type Dispatch } from '../../../server/outgoing/dispatcher.ts';
import { deliver } from './deliver.ts';
import { labelsOf, messageOf, type SimulatedMail, threadOf } from './gmail-mail.ts';
import { OAuthSimulator, type SimulatedPerson } from './oauth.ts';
import { answerSignIn } from './sign-in-desk.ts';

export type { SimulatedMail };

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

const OWNER: SimulatedPerson = { id: MAILBOX, label: MAILBOX };
const DAY_MS = 24 * 60 * 60 * 1_000;
const WATCH_MS = 7 * DAY_MS;

const signInPaths = { '/o/oauth2/v2/auth': '/authorize', '/token': '/token', '/revoke': '/revoke' } as const;

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/watch */
const Watched = z.object({ topicName: z.string(), labelIds: z.array(z.string()).optional() });

/** What an admin has set up in Google Cloud. */
interface CloudProject {
	topicName: string;
	/** Gmail may publish to the topic. */
	isGranted: boolean;
	/** Where its push subscription sends to, and for whom the tokens are. */
	pushEndpoint?: string;
	audience?: string;
	subscription: string;
}

/** Gmail's API, Google's sign-in and keys and Pub/Sub's pushes on a real port; all who sign in see the same mails. */
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
	readonly oauth: OAuthSimulator;
	readonly project: CloudProject = {
		topicName: 'projects/acme/topics/ringside-gmail',
		isGranted: true,
		subscription: 'projects/acme/subscriptions/ringside-gmail',
	};
	/** Mailbox → until when it is watched, ms since 1970. */
	readonly watches = new Map<string, number>();
	isDown = false;
	#pushes = 0;
	#now: () => number;
	#keys = new Map<string, { jwk: object; privateKey: SigningKey }>();
	#server: Server;
	#port = 0;

	constructor(now: () => number = Date.now) {
		this.#now = now;
		this.oauth = new OAuthSimulator(now);
		this.oauth.rotates = false;
		this.oauth.refreshSeconds = 180 * 86_400;
		this.oauth.iss = 'https://accounts.google.com';
		this.#server = createServer((request, response) => {
			text(request).then(
				(sent) => {
					const { status, headers, body = {} } = this.#answer(request, sent);
					response.writeHead(status, { 'content-type': 'application/json', ...headers });
					response.end(typeof body === 'string' ? body : JSON.stringify(body));
				},
				() => response.destroy(),
			);
		});
	}

	/** The consent screen is in testing: Google ends each sign-in after a week. */
	publishInTesting(): void {
		this.oauth.refreshSeconds = 7 * 86_400;
	}

	/** Google's origins → where it answers. */
	get origins(): [string, string][] {
		const hosts = [
			'accounts.google.com',
			'oauth2.googleapis.com',
			'gmail.googleapis.com',
			'www.googleapis.com',
		];
		return hosts.map((host) => [`https://${host}`, this.origin]);
	}

	/** Tells the watched mailboxes' changes as Pub/Sub does: one push for each, signed. */
	async ring(): Promise<number[]> {
		const watched = [...this.watches].filter(([, until]) => until > this.#now());
		return Promise.all(watched.map(([mailbox]) => this.#push(mailbox)));
	}

	async #push(emailAddress: string): Promise<number> {
		const { pushEndpoint, audience, subscription } = this.project;
		if (!pushEndpoint) return 0;
		this.#pushes += 1;
		const data = { emailAddress, historyId: String(this.historyId) };
		const message = {
			data: Buffer.from(JSON.stringify(data)).toString('base64'),
			messageId: String(this.#pushes),
			publishTime: new Date(this.#now()).toISOString(),
		};
		const token = await this.token({ aud: audience ?? pushEndpoint }, this.#now());
		const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
		const body = Buffer.from(JSON.stringify({ message, subscription }));
		return deliver(pushEndpoint, { afterMs: 0, headers, body });
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
			const url = outgoing.url.replace(/^https:\/\/(gmail|www|oauth2)\.googleapis\.com\//, `http://${here}/`);
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

	#answer({ url: address = '/', headers, method = 'GET' }: IncomingMessage, body: string): Answer {
		const url = new URL(address, 'http://simulator');
		const { pathname: path, searchParams: query } = url;
		if (this.isDown) return { status: 503 };
		const question = { method, host: '', path, query, headers, body, bytes: Buffer.from(body) };
		const signIn = answerSignIn(this.oauth, signInPaths, question);
		if (signIn) return signIn;
		this.requests.push(`${path.replace('/gmail/v1/users/me', '')}${url.search}`);
		const trouble = this.troubles.find(({ path, times }) => times > 0 && path.test(url.pathname));
		if (trouble) {
			trouble.times -= 1;
			return trouble;
		}
		if (path === '/oauth2/v3/certs') {
			const age = { 'cache-control': `public, max-age=${this.keysMaxAge}` };
			return { status: 200, headers: age, body: this.jwks() };
		}
		const isOwner = headers.authorization === `Bearer ${ACCESS_TOKEN}`;
		const person = isOwner ? OWNER : this.oauth.holderOf(headers.authorization);
		return person ? this.#mailbox(question, person) : { status: 401 };
	}

	#mailbox(
		{ method, path, query, body }: { method: string; path: string; query: URLSearchParams; body: string },
		person: SimulatedPerson,
	): Answer {
		const [, resource = '', id = ''] = /^\/gmail\/v1\/users\/me\/(\w+)\/?(.*)$/.exec(path) ?? [];
		if (method === 'POST') {
			if (resource === 'watch') return this.#watch(body, person);
			this.watches.delete(person.label);
			return resource === 'stop' ? { status: 204, body: '' } : { status: 400 };
		}
		if (resource === 'profile') {
			return { status: 200, body: { emailAddress: person.label, historyId: String(this.historyId) } };
		}
		if (resource === 'history') return this.#history(query);
		if (resource === 'messages' && id) return this.#message(id, query.get('format'));
		return resource === 'messages' ? this.#messages(query) : { status: 400 };
	}

	/** A new watch is told to the topic at once. */
	#watch(body: string, person: SimulatedPerson): Answer {
		const wanted = Watched.safeParse(JSON.parse(body || '{}'));
		const { topicName, isGranted } = this.project;
		if (!wanted.success || wanted.data.topicName !== topicName) return googleError(400, 'INVALID_ARGUMENT');
		if (!isGranted) return googleError(403, 'PERMISSION_DENIED');
		const until = this.#now() + WATCH_MS;
		this.watches.set(person.label, until);
		void this.#push(person.label);
		return { status: 200, body: { historyId: String(this.historyId), expiration: String(until) } };
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

function googleError(code: number, status: string): Answer {
	return { status: code, body: { error: { code, message: 'As Google words it.', status } } };
}
