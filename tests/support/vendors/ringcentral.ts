import { randomUUID } from 'node:crypto';
import { toInstant } from '../../../server/clock.ts';
import type { Dispatch } from '../../../server/outgoing/dispatcher.ts';
import type { SimulationInput } from '../../../server/providers/provider.ts';
import { scenarios } from '../../../server/providers/ringcentral/scenarios.ts';
import { deliver } from './deliver.ts';
import { OAuthSimulator, type SimulatedPerson } from './oauth.ts';
import {
	disabled,
	extensionOf,
	isAnswered,
	type LoggedCall,
	named,
	notFound,
	pageOf,
	problem,
	type RingCentralSubscription,
	type StoredMessage,
	Wanted,
} from './ringcentral-shapes.ts';
import { answerSignIn } from './sign-in-desk.ts';
import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

export const ACCESS_TOKEN = 'access-token-of-the-simulator';

export { problem, type StoredMessage };

interface Trouble extends VendorReply {
	/** The next `times` requests get this answer instead. */
	times: number;
}

const EXTENSION = '/restapi/v1.0/account/~/extension/~';
const SUBSCRIPTION = '/restapi/v1.0/subscription';
const FRONT_DESK: SimulatedPerson = { id: '900000107', label: 'desk@firm.example' };

const paths = {
	'/restapi/oauth/authorize': '/authorize',
	'/restapi/oauth/token': '/token',
	'/restapi/oauth/revoke': '/revoke',
} as const;

/** How many deliveries in a row may fail; RingCentral does not say. */
const MOST_FAILURES = 10;

/** RingCentral on a real port: sign-in with strict rotation, subscriptions that end, messages, calls, and deliveries. */
export class RingCentralSimulator {
	readonly server = new VendorServer(['platform.ringcentral.com', 'media.ringcentral.com'], (question) =>
		this.#answer(question),
	);
	readonly oauth: OAuthSimulator;
	readonly messages: StoredMessage[] = [];
	readonly calls: LoggedCall[] = [];
	/** Audio, by the recording's id. */
	readonly recordings = new Map<string, Uint8Array>();
	/** Path and query of what was asked. */
	readonly requests: string[] = [];
	readonly troubles: Trouble[] = [];
	subscriptions: RingCentralSubscription[] = [];
	/** Parts of filters that the app has no permission for. */
	readonly withheld: string[] = [];
	isDown = false;
	#tokens = new Map<string, string>();
	#failures = new Map<string, number>();
	#now: () => number;

	constructor(now: () => number = Date.now) {
		this.#now = now;
		this.oauth = new OAuthSimulator(now);
		this.oauth.tellsRefreshLifetime = true;
	}

	async start(): Promise<this> {
		await this.server.start();
		return this;
	}

	stop(): void {
		this.server.stop();
	}

	/** RingCentral's origin → where it answers. */
	get origins(): [string, string][] {
		return [
			['https://platform.ringcentral.com', this.server.origin],
			['https://media.ringcentral.com', this.server.origin],
		];
	}

	/** The real dispatcher, with RingCentral's host at this server. */
	dispatch(): Dispatch {
		return this.server.dispatch();
	}

	/** Somebody's call is told to her subscription; one whose deliveries fail is blacklisted. */
	async ring(
		person: Pick<SimulatedPerson, 'id'>,
		input: Omit<SimulationInput, 'secrets' | 'hookUrl' | 'startAt'>,
		scenario = 'ring',
	): Promise<number[]> {
		const statuses: number[] = [];
		for (const subscription of this.#ofPerson(person)) {
			if (subscription.status !== 'Active') continue;
			const { address: hookUrl } = subscription.deliveryMode;
			const secrets = { secret: this.#tokens.get(subscription.id) ?? '' };
			const whole = { ...input, startAt: this.#now(), secrets, hookUrl };
			for (const request of scenarios[scenario]?.(whole) ?? []) {
				const status = await deliver(hookUrl, request);
				this.#count(subscription, status);
				statuses.push(status);
			}
		}
		return statuses;
	}

	blacklist(
		subscription: RingCentralSubscription,
		reason = 'I/O exception occurred: [Read timed out]',
	): void {
		subscription.status = 'Blacklisted';
		subscription.blacklistedData = { blacklistedAt: toInstant(this.#now()), reason };
	}

	#count(subscription: RingCentralSubscription, status: number): void {
		const failures = status === 200 ? 0 : (this.#failures.get(subscription.id) ?? 0) + 1;
		this.#failures.set(subscription.id, failures);
		if (failures >= MOST_FAILURES)
			this.blacklist(subscription, `Webhook responds with incorrect HTTP status. HTTP status is [${status}]`);
	}

	#ofPerson({ id }: Pick<SimulatedPerson, 'id'>): RingCentralSubscription[] {
		const isKept = ({ expirationTime }: RingCentralSubscription) => Date.parse(expirationTime) > this.#now();
		this.subscriptions = this.subscriptions.filter(isKept);
		return this.subscriptions.filter(({ ownerId }) => ownerId === id);
	}

	#answer(question: VendorQuestion): VendorReply | Promise<VendorReply> {
		if (this.isDown) return problem(503, 'CMN-211', 'Service temporary unavailable');
		const signIn = answerSignIn(this.oauth, paths, question);
		if (signIn) return signIn;
		const { path, query, headers, method } = question;
		this.requests.push(`${path}${query.size > 0 ? `?${query}` : ''}`);
		const trouble = this.troubles.find(({ times }) => times > 0);
		if (trouble) {
			trouble.times -= 1;
			return trouble;
		}
		const isDesk = headers.authorization === `Bearer ${ACCESS_TOKEN}`;
		const person = isDesk ? FRONT_DESK : this.oauth.holderOf(headers.authorization);
		if (!person) return problem(401, 'OAU-129', 'Access token corrupted');
		const [, recording] = /^\/restapi\/v1\.0\/account\/~\/recording\/([^/]+)\/content$/.exec(path) ?? [];
		if (recording) {
			const body = this.recordings.get(recording);
			return body ? { status: 200, headers: { 'content-type': 'audio/mpeg' }, body } : notFound;
		}
		if (path.startsWith(SUBSCRIPTION)) return this.#subscription(question, person);
		if (method !== 'GET') return problem(405, 'CMN-120', 'Method is not supported');
		if (path === EXTENSION) return { status: 200, body: extensionOf(person) };
		if (path === `${EXTENSION}/call-log`) return { status: 200, body: this.#callLog(query) };
		return this.#messageStore(path, query);
	}

	#messageStore(path: string, query: URLSearchParams): VendorReply {
		const store = `${EXTENSION}/message-store`;
		if (path === store) return { status: 200, body: this.#list(query) };
		const found = this.messages.find(({ id }) => path === `${store}/${id}`);
		return found ? { status: 200, body: found } : notFound;
	}

	/** https://developers.ringcentral.com/api-reference/Message-Store/listMessages: the newest first. */
	#list(query: URLSearchParams) {
		const from = Date.parse(query.get('dateFrom') ?? '');
		const types = query.getAll('messageType');
		const found = this.messages
			.filter(({ type, creationTime }) => types.includes(type) && Date.parse(creationTime) >= from)
			.sort((a, b) => b.creationTime.localeCompare(a.creationTime));
		return pageOf(found, query);
	}

	#callLog(query: URLSearchParams) {
		const from = Date.parse(query.get('dateFrom') ?? '');
		const found = this.calls
			.filter(({ startTime }) => Date.parse(startTime) >= from)
			.sort((a, b) => b.startTime.localeCompare(a.startTime));
		return pageOf(found, query);
	}

	#subscription({ method, path, body }: VendorQuestion, person: SimulatedPerson) {
		const [, id, action] =
			/^\/subscription(?:\/([^/]+))?(?:\/(.+))?$/.exec(path.replace('/restapi/v1.0', '')) ?? [];
		if (!id && method === 'GET') return { status: 200, body: { records: this.#ofPerson(person) } };
		if (!id) return this.#put(undefined, body, person);
		const found = this.#ofPerson(person).find((one) => one.id === id);
		if (!found) return notFound;
		if (method === 'DELETE') {
			this.subscriptions = this.subscriptions.filter((one) => one !== found);
			return { status: 204 };
		}
		if (method === 'PUT') return this.#put(found, body, person);
		if (action === 'renew' && found.status !== 'Blacklisted') this.#prolong(found);
		return { status: 200, body: found };
	}

	/** The address has to answer a probe before anything is sent there. */
	async #put(
		found: RingCentralSubscription | undefined,
		body: string,
		person: SimulatedPerson,
	): Promise<VendorReply> {
		const wanted = Wanted.safeParse(JSON.parse(body || '{}'));
		if (!wanted.success) return problem(400, 'CMN-101', 'Parameter value is invalid');
		if (found?.status === 'Blacklisted') return problem(400, 'SUB-521', 'Subscription is blacklisted');
		const { deliveryMode, eventFilters, expiresIn } = wanted.data;
		if (!(await isAnswered(deliveryMode.address))) {
			return problem(400, 'SUB-525', 'WebHook responds with incorrect HTTP status or headers');
		}
		const isOff = (filter: string) => this.withheld.some((part) => filter.includes(part));
		const off = eventFilters.filter(isOff);
		const on = eventFilters.filter((filter) => !isOff(filter));
		if (on.length === 0)
			return problem(403, 'CMN-408', 'In order to call this API endpoint, application needs a permission');
		const id = found?.id ?? randomUUID();
		const subscription: RingCentralSubscription = {
			id,
			ownerId: person.id,
			status: 'Active',
			eventFilters: on.map((filter) => named(filter, person)),
			...(off.length > 0 && { disabledFilters: off.map((filter) => disabled(named(filter, person))) }),
			expiresIn,
			expirationTime: toInstant(this.#now() + expiresIn * 1_000),
			creationTime: found?.creationTime ?? toInstant(this.#now()),
			deliveryMode: { transportType: 'WebHook', address: deliveryMode.address },
		};
		this.#tokens.set(id, deliveryMode.verificationToken ?? '');
		this.subscriptions = [...this.subscriptions.filter((one) => one !== found), subscription];
		return { status: 200, body: subscription };
	}

	#prolong(subscription: RingCentralSubscription): void {
		subscription.expirationTime = toInstant(this.#now() + subscription.expiresIn * 1_000);
	}
}
