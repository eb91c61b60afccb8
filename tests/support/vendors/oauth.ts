import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Who sits at the browser, and what she does at the vendor's page. */
export interface SimulatedPerson {
	id: string;
	label: string;
	denies?: boolean;
	/** Scopes that she takes the tick off. */
	unticked?: string[];
}

type Fault =
	| { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
	/** It is carried out, and the answer never arrives. */
	| { kind: 'lose-reply' }
	| { kind: 'hang' }
	/** Answered when this is resolved. */
	| { kind: 'wait'; until: Promise<void> };

interface Grant {
	person: SimulatedPerson;
	clientId: string;
	scope: string;
	isRevoked: boolean;
	/** The one that is good. */
	refresh: string;
	refreshExpiresAt: number;
}

interface Code {
	person: SimulatedPerson;
	clientId: string;
	redirectUri: string;
	scope: string;
	challenge: string;
}

interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
}

const invalidGrant: Answer = { status: 400, body: { error: 'invalid_grant' } };
const PERSON = 'x-simulated-person';

/** A vendor's OAuth 2 on a real port: authorize, token with PKCE, strict rotation, revocation, and who the token is of. */
export class OAuthSimulator {
	readonly clients = new Map([['client-1', { secret: 'client-secret-1', redirectUris: new Set<string>() }]]);
	/** Applied to the next requests of this path, in order. */
	readonly faults: { path: '/token' | '/me' | '/revoke'; fault: Fault }[] = [];
	/** Grant types asked for at the token address, and other paths. */
	readonly requests: string[] = [];
	/** A used refresh token ends the whole family, as RFC 9700 advises. */
	rotates = true;
	accessSeconds = 3_600;
	refreshSeconds = 7 * 86_400;
	tellsRefreshLifetime = false;
	/** A use makes the refresh token last as long again, and it is told with each answer. */
	extendedByUse = false;
	/** Who may be chosen at the vendor's page. */
	readonly people: SimulatedPerson[] = [];
	/** Sent with the code; another one than its own is what a mix-up looks like. */
	iss: string | undefined;
	/** Tokens and codes that were given out, to be looked for where they must not be. */
	readonly secrets: string[] = [];
	#codes = new Map<string, Code>();
	#access = new Map<string, { grant: Grant; expiresAt: number }>();
	#refresh = new Map<string, Grant>();
	#server: Server;
	#now: () => number;

	constructor(now: () => number) {
		this.#now = now;
		this.#server = createServer((request, response) => {
			this.#serve(request, response).catch(() => response.destroy());
		});
	}

	async start(): Promise<this> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	stop(): void {
		this.#server.closeAllConnections();
		this.#server.close();
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** Opens the address as this person's browser does; where it is sent back to, or the status of a page that says no. */
	async visit(address: string, person: SimulatedPerson): Promise<{ location: string } | { status: number }> {
		const headers = { [PERSON]: JSON.stringify(person) };
		const response = await fetch(address, { redirect: 'manual', headers });
		const location = response.headers.get('location');
		return location ? { location } : { status: response.status };
	}

	/** Nothing that was given out to this person is good any more. */
	revokeAll(personId: string): void {
		const grants = [...this.#refresh.values(), ...[...this.#access.values()].map(({ grant }) => grant)];
		for (const grant of grants) if (grant.person.id === personId) grant.isRevoked = true;
	}

	/** An access token at once, as if this person had signed in. */
	grantTo(person: SimulatedPerson): string {
		const grant = {
			person,
			clientId: 'client-1',
			scope: '',
			isRevoked: false,
			refresh: '',
			refreshExpiresAt: 0,
		};
		return this.#newAccess(grant);
	}

	count(request: string): number {
		return this.requests.filter((one) => one === request).length;
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://simulator');
		const body = new URLSearchParams(await text(request));
		this.requests.push(body.get('grant_type') ?? url.pathname);
		const place = this.faults.findIndex(({ path }) => path === url.pathname);
		const [found] = place < 0 ? [] : this.faults.splice(place, 1);
		const fault = found?.fault;
		if (fault?.kind === 'hang') return;
		if (fault?.kind === 'wait') await fault.until;
		const answer = fault?.kind === 'status' ? fault : this.answer(url, body, request);
		if (fault?.kind === 'lose-reply') return void response.socket?.destroy();
		const type = { 'content-type': 'application/json' };
		const sent = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
		response.writeHead(answer.status, { ...type, ...answer.headers }).end(sent);
	}

	/** For a vendor that answers at addresses of its own: what these stand for here, by their path. */
	answer(url: URL, body: URLSearchParams, { headers }: Pick<IncomingMessage, 'headers'>): Answer {
		if (url.pathname === '/authorize') return this.#authorize(url, headers[PERSON]);
		if (url.pathname === '/me') return this.#me(headers.authorization);
		const clientId = this.#clientOf(body, headers.authorization);
		if (!clientId) return { status: 401, body: { error: 'invalid_client' } };
		if (url.pathname === '/revoke') return this.#revoke(body);
		if (body.get('grant_type') === 'authorization_code') return this.#exchange(body, clientId);
		return body.get('grant_type') === 'refresh_token' ? this.#rotate(body, clientId) : { status: 400 };
	}

	/** A browser that does not say who sits at it is asked, as a vendor's page does. */
	#authorize(url: URL, who: string | string[] | undefined): Answer {
		const query = url.searchParams;
		const chosen = this.people.find(({ id }) => id === query.get('as'));
		const person: SimulatedPerson | undefined = who ? JSON.parse(String(who)) : chosen;
		const clientId = query.get('client_id') ?? '';
		const redirectUri = query.get('redirect_uri') ?? '';
		const isKnown = this.clients.get(clientId)?.redirectUris.has(redirectUri);
		// Never sent anywhere: the page says so itself.
		if (!isKnown || query.get('response_type') !== 'code') return { status: 400 };
		if (!person) return this.#consentPage(query);
		const back = new URL(redirectUri);
		back.searchParams.set('state', query.get('state') ?? '');
		if (this.iss) back.searchParams.set('iss', this.iss);
		if (person.denies) back.searchParams.set('error', 'access_denied');
		else back.searchParams.set('code', this.#newCode(person, clientId, redirectUri, query));
		return { status: 302, headers: { location: back.href } };
	}

	#consentPage(query: URLSearchParams): Answer {
		const links = this.people.map(({ id, label }) => {
			const address = `?${new URLSearchParams([...query, ['as', id]])}`.replaceAll('&', '&amp;');
			return `<p><a href="${address}">Accept as ${label}</a></p>`;
		});
		return { status: 200, headers: { 'content-type': 'text/html' }, body: links.join('') };
	}

	#newCode(person: SimulatedPerson, clientId: string, redirectUri: string, query: URLSearchParams): string {
		const code = this.#secret('code');
		const asked = (query.get('scope') ?? '').split(' ');
		const scope = asked.filter((name) => !person.unticked?.includes(name)).join(' ');
		const challenge = query.get('code_challenge') ?? '';
		this.#codes.set(code, { person, clientId, redirectUri, scope, challenge });
		return code;
	}

	#exchange(body: URLSearchParams, clientId: string): Answer {
		const code = this.#codes.get(body.get('code') ?? '');
		this.#codes.delete(body.get('code') ?? '');
		const verifier = createHash('sha256')
			.update(body.get('code_verifier') ?? '')
			.digest('base64url');
		if (!code || code.clientId !== clientId || code.challenge !== verifier) return invalidGrant;
		if (code.redirectUri !== body.get('redirect_uri')) return invalidGrant;
		const { person, scope } = code;
		return this.#give({ person, clientId, scope, isRevoked: false, refresh: '', refreshExpiresAt: 0 }, true);
	}

	#rotate(body: URLSearchParams, clientId: string): Answer {
		const token = body.get('refresh_token') ?? '';
		const grant = this.#refresh.get(token);
		if (!grant || grant.clientId !== clientId || grant.isRevoked) return invalidGrant;
		if (grant.refresh !== token) {
			grant.isRevoked = true;
			return invalidGrant;
		}
		return grant.refreshExpiresAt <= this.#now() ? invalidGrant : this.#give(grant, this.rotates);
	}

	#give(grant: Grant, isNew: boolean): Answer {
		const access = this.#secret('access');
		this.#access.set(access, { grant, expiresAt: this.#now() + this.accessSeconds * 1_000 });
		if (isNew) {
			grant.refresh = this.#secret('refresh');
			grant.refreshExpiresAt = this.#now() + this.refreshSeconds * 1_000;
			this.#refresh.set(grant.refresh, grant);
		} else if (this.extendedByUse) grant.refreshExpiresAt = this.#now() + this.refreshSeconds * 1_000;
		const left = Math.floor((grant.refreshExpiresAt - this.#now()) / 1_000);
		const body = {
			...{ access_token: access, token_type: 'Bearer', expires_in: this.accessSeconds, scope: grant.scope },
			...((isNew || this.extendedByUse) && { refresh_token: grant.refresh }),
			...(this.tellsRefreshLifetime && { refresh_token_expires_in: left }),
		};
		return { status: 200, body };
	}

	#newAccess(grant: Grant): string {
		const access = this.#secret('access');
		this.#access.set(access, { grant, expiresAt: this.#now() + this.accessSeconds * 1_000 });
		return access;
	}

	#revoke(body: URLSearchParams): Answer {
		const token = body.get('token') ?? '';
		const grant = this.#refresh.get(token) ?? this.#access.get(token)?.grant;
		if (grant) grant.isRevoked = true;
		return { status: 200 };
	}

	/** Whose this header is; undefined for tokens that are worth nothing (any more). */
	holderOf(authorization = ''): SimulatedPerson | undefined {
		const held = this.#access.get(authorization.replace(/^Bearer /, ''));
		const isGood = held && !held.grant.isRevoked && held.expiresAt > this.#now();
		return isGood ? held.grant.person : undefined;
	}

	#me(authorization = ''): Answer {
		const person = this.holderOf(authorization);
		return person ? { status: 200, body: { id: person.id, label: person.label } } : { status: 401 };
	}

	#clientOf(body: URLSearchParams, authorization = ''): string | undefined {
		const basic = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
			.toString()
			.split(':');
		const [id, secret] = authorization
			? basic.map(decodeURIComponent)
			: [body.get('client_id'), body.get('client_secret')];
		return id && this.clients.get(id)?.secret === secret ? id : undefined;
	}

	#secret(kind: string): string {
		const secret = `${kind}-${randomBytes(18).toString('base64url')}`;
		this.secrets.push(secret);
		return secret;
	}
}
