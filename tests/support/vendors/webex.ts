import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { toInstant } from '../../../server/clock.ts';
import type { SimulationInput } from '../../../server/providers/provider.ts';
import { scenarios } from '../../../server/providers/webex/scenarios.ts';
import { deliver } from './deliver.ts';
import { OAuthSimulator, type SimulatedPerson } from './oauth.ts';
import { answerSignIn } from './sign-in-desk.ts';
import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

/** https://developer.webex.com/docs/api/v1/webhooks/list-webhooks */
export interface WebexWebhook {
	id: string;
	name: string;
	targetUrl: string;
	resource: string;
	event: string;
	filter?: string;
	secret?: string;
	status: 'active' | 'inactive';
	ownedBy: 'creator';
	createdBy: string;
	created: string;
}

/** https://developer.webex.com/docs/api/v1/call-controls/list-call-history */
interface WebexPastCall {
	type: 'placed' | 'missed' | 'received';
	name?: string;
	number?: string;
	privacyEnabled: boolean;
	time: string;
}

const Wanted = z.object({
	name: z.string().min(1),
	targetUrl: z.url(),
	resource: z.enum(['telephony_calls', 'convergedRecordings', 'recordings', 'messages']),
	event: z.enum(['all', 'created', 'updated', 'deleted']),
	filter: z.string().optional(),
	secret: z.string().optional(),
});

/** Resource and event cannot be changed, and `inactive` cannot be set. */
const Change = z.object({
	name: z.string().min(1),
	targetUrl: z.url(),
	secret: z.string().optional(),
	status: z.literal('active').optional(),
});

const paths = {
	'/v1/authorize': '/authorize',
	'/v1/access_token': '/token',
} as const;

/** Where links to recordings lead. */
const FILES = 'files.webex.example';
const AUDIO = '/recording-audio/';
const DETAILS = '/v1/convergedRecordings/';

/** How many deliveries in a row may fail; Webex does not say, people say a hundred. */
const MOST_FAILURES = 100;
const HISTORY_OF_A_KIND = 20;

/** Webex on a real port: sign-in of 14 and 90 days, each person's webhooks, her call history, and deliveries. */
export class WebexSimulator {
	readonly server = new VendorServer(['webexapis.com', FILES], (question) => this.#answer(question));
	readonly oauth: OAuthSimulator;
	webhooks: WebexWebhook[] = [];
	/** Audio of calls, by the recording's id. */
	readonly recordings = new Map<string, Uint8Array>();
	/** How long a link to one opens. */
	linkMs = 3 * 60 * 60_000;
	#links = new Map<string, { id: string; until: number }>();
	/** By person. */
	readonly history = new Map<string, WebexPastCall[]>();
	/** A right that a person lacks: nothing can be made for this resource. */
	forbiddenResource: string | undefined;
	isDown = false;
	#failures = new Map<string, number>();
	#now: () => number;

	constructor(now: () => number) {
		this.#now = now;
		this.oauth = new OAuthSimulator(now);
		this.oauth.rotates = false;
		this.oauth.extendedByUse = true;
		this.oauth.accessSeconds = 1_209_599;
		this.oauth.refreshSeconds = 7_775_999;
		this.oauth.tellsRefreshLifetime = true;
	}

	async start(): Promise<this> {
		await this.server.start();
		return this;
	}

	stop(): void {
		this.server.stop();
	}

	/** Webex' origin → where it answers. */
	get origins(): [string, string][] {
		return [
			['https://webexapis.com', this.server.origin],
			[`https://${FILES}`, this.server.origin],
		];
	}

	/** Somebody's call is told to each webhook that she has on; what fails too often is switched off. */
	async ring(
		person: Pick<SimulatedPerson, 'id'>,
		input: Omit<SimulationInput, 'secrets' | 'hookUrl' | 'startAt'>,
		scenario = 'ring',
	): Promise<number[]> {
		const statuses: number[] = [];
		for (const webhook of this.webhooks) {
			const isTold = webhook.createdBy === person.id && webhook.resource === 'telephony_calls';
			if (!isTold || webhook.status !== 'active') continue;
			const whole = {
				...input,
				startAt: this.#now(),
				secrets: { secret: webhook.secret ?? '' },
				hookUrl: webhook.targetUrl,
			};
			for (const request of scenarios[scenario]?.(whole) ?? []) {
				if (!webhook.secret) delete request.headers['x-spark-signature'];
				const status = await deliver(webhook.targetUrl, request);
				this.#count(webhook, status);
				statuses.push(status);
			}
		}
		return statuses;
	}

	#count(webhook: WebexWebhook, status: number): void {
		const isGood = status >= 200 && status < 300;
		const failures = isGood ? 0 : (this.#failures.get(webhook.id) ?? 0) + 1;
		this.#failures.set(webhook.id, failures);
		if (failures >= MOST_FAILURES) webhook.status = 'inactive';
	}

	#answer(question: VendorQuestion): VendorReply {
		if (this.isDown) return problem(503, 'The service is temporarily unavailable.');
		if (question.path.startsWith(AUDIO)) return this.#audio(question);
		const signIn = answerSignIn(this.oauth, paths, question);
		if (signIn) return signIn;
		const person = this.oauth.holderOf(question.headers.authorization);
		if (!person) {
			return problem(
				401,
				'The request requires a valid access token set in the Authorization request header.',
			);
		}
		const { method, path } = question;
		if (method === 'GET' && path === '/v1/people/me') return ok(personOf(person));
		if (method === 'GET' && path === '/v1/telephony/calls/history') return this.#history(question, person);
		if (path.startsWith(DETAILS)) return this.#recording(decodeURIComponent(path.slice(DETAILS.length)));
		const [, id] = /^\/v1\/webhooks(?:\/(.+))?$/.exec(path) ?? [undefined, undefined];
		if (!path.startsWith('/v1/webhooks')) return problem(404, 'The requested resource could not be found.');
		return id ? this.#one(decodeURIComponent(id), question, person) : this.#all(question, person);
	}

	/** https://developer.webex.com/docs/api/v1/converged-recordings/get-recording-details */
	#recording(id: string): VendorReply {
		if (!this.recordings.has(id)) return problem(404, 'The requested resource could not be found.');
		const ticket = randomUUID();
		const until = this.#now() + this.linkMs;
		this.#links.set(ticket, { id, until });
		const audioDownloadLink = `https://${FILES}${AUDIO}${ticket}`;
		return ok({
			id,
			format: 'MP3',
			serviceType: 'calling',
			temporaryDirectDownloadLinks: { audioDownloadLink, expiration: toInstant(until) },
		});
	}

	/** Whoever has the link may have the file; one that comes with a token was told it by mistake. */
	#audio({ path, headers }: VendorQuestion): VendorReply {
		const link = this.#links.get(path.slice(AUDIO.length));
		const body = link && this.recordings.get(link.id);
		if (!link || !body || link.until <= this.#now() || headers.authorization)
			return { status: 403, body: 'Denied' };
		return { status: 200, headers: { 'content-type': 'audio/mpeg' }, body };
	}

	#history({ query }: VendorQuestion, { id }: SimulatedPerson): VendorReply {
		const all = this.history.get(id) ?? [];
		const items = (['placed', 'missed', 'received'] as const).flatMap((type) => {
			const isAsked = !query.has('type') || query.get('type') === type;
			return isAsked ? all.filter((call) => call.type === type).slice(-HISTORY_OF_A_KIND) : [];
		});
		return ok({ items });
	}

	#all({ method, query, body }: VendorQuestion, person: SimulatedPerson): VendorReply {
		if (method === 'GET') {
			const own = this.webhooks.filter(({ createdBy }) => createdBy === person.id);
			return ok({ items: own.slice(0, Number(query.get('max') ?? 100)) });
		}
		const wanted = Wanted.safeParse(JSON.parse(body || '{}'));
		if (!wanted.success) return problem(400, 'The request could not be understood.');
		if (wanted.data.resource === this.forbiddenResource) return problem(403, 'Missing required scopes.');
		const webhook: WebexWebhook = {
			...wanted.data,
			id: Buffer.from(`ciscospark://us/WEBHOOK/${randomUUID()}`).toString('base64url'),
			status: 'active',
			ownedBy: 'creator',
			createdBy: person.id,
			created: toInstant(this.#now()),
		};
		this.webhooks.push(webhook);
		return ok(webhook);
	}

	#one(id: string, { method, body }: VendorQuestion, person: SimulatedPerson): VendorReply {
		const webhook = this.webhooks.find((one) => one.id === id && one.createdBy === person.id);
		if (!webhook) return problem(404, 'The requested resource could not be found.');
		if (method === 'DELETE') {
			this.webhooks = this.webhooks.filter((one) => one !== webhook);
			return { status: 204 };
		}
		if (method === 'PUT') {
			const change = Change.safeParse(JSON.parse(body || '{}'));
			if (!change.success) return problem(400, 'The request could not be understood.');
			Object.assign(webhook, change.data);
			this.#failures.delete(id);
		}
		return ok(webhook);
	}
}

function personOf({ id, label }: SimulatedPerson) {
	return { id, emails: [label], displayName: label.split('@')[0], type: 'person' };
}

function ok(body: unknown): VendorReply {
	return { status: 200, body };
}

/** A refusal as Webex words it. */
function problem(status: number, message: string): VendorReply {
	return { status, body: { message, errors: [{ description: message }], trackingId: 'ROUTER_SIMULATED' } };
}
