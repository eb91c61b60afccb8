import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

export interface StripeEndpoint {
	id: string;
	object: 'webhook_endpoint';
	url: string;
	status: 'enabled' | 'disabled';
	enabled_events: string[];
	description: string | null;
	livemode: boolean;
}

/** An event as Stripe keeps it; `created` in seconds since 1970. */
export interface StripeEvent {
	id: string;
	type: string;
	created: number;
	[field: string]: unknown;
}

/** Stripe's API over one account in test mode. */
export class StripeSimulator {
	readonly server = new VendorServer(['api.stripe.com'], (question) => this.#answer(question));
	key = 'rk_test_of_the_simulator';
	endpoints: StripeEndpoint[] = [];
	readonly events: StripeEvent[] = [];
	/** Rights that the restricted key lacks, as first part of a path. */
	readonly denied = new Set<string>();
	#made = 0;

	#answer(question: VendorQuestion): VendorReply {
		const { method, path, query, headers, body } = question;
		if (headers.authorization !== `Bearer ${this.key}`) return problem(401, 'invalid_request_error');
		const [, , resource = '', id] = path.split('/');
		if (this.denied.has(resource)) return problem(403, 'more_permissions_required');
		if (resource === 'events') return this.#events(query);
		if (resource !== 'webhook_endpoints') return problem(404, 'resource_missing');
		const form = new URLSearchParams(body);
		if (id === undefined) return method === 'POST' ? this.#create(form) : pageOf(this.endpoints, query);
		const endpoint = this.endpoints.find((one) => one.id === id);
		if (!endpoint) return problem(404, 'resource_missing');
		if (method === 'DELETE') {
			this.endpoints = this.endpoints.filter((one) => one !== endpoint);
			return { status: 200, body: { id, object: 'webhook_endpoint', deleted: true } };
		}
		if (method === 'POST') change(endpoint, form);
		return { status: 200, body: endpoint };
	}

	/** The secret is in this answer and in no other. */
	#create(form: URLSearchParams): VendorReply {
		this.#made += 1;
		const endpoint: StripeEndpoint = {
			id: `we_${this.#made}`,
			object: 'webhook_endpoint',
			url: '',
			status: 'enabled',
			enabled_events: [],
			description: form.get('description'),
			livemode: false,
		};
		change(endpoint, form);
		this.endpoints.push(endpoint);
		return { status: 200, body: { ...endpoint, secret: `whsec_${this.#made}` } };
	}

	/** The newest first. */
	#events(query: URLSearchParams): VendorReply {
		const types = listOf(query, 'types');
		const since = Number(query.get('created[gte]') ?? 0);
		const found = this.events
			.filter(({ type, created }) => types.includes(type) && created >= since)
			.sort((a, b) => b.created - a.created);
		return pageOf(found, query);
	}
}

/** `name[]=a&name[]=b` and `name[0]=a&name[1]=b` are the same. */
function listOf(form: URLSearchParams, name: string): string[] {
	return [...form].filter(([key]) => key.startsWith(`${name}[`)).map(([, value]) => value);
}

function change(endpoint: StripeEndpoint, form: URLSearchParams): void {
	const events = listOf(form, 'enabled_events');
	if (events.length > 0) endpoint.enabled_events = events;
	endpoint.url = form.get('url') ?? endpoint.url;
	const disabled = form.get('disabled');
	if (disabled !== null) endpoint.status = disabled === 'true' ? 'disabled' : 'enabled';
}

function pageOf(all: { id: string }[], query: URLSearchParams): VendorReply {
	const start = all.findIndex(({ id }) => id === query.get('starting_after')) + 1;
	const data = all.slice(start, start + Number(query.get('limit') ?? 10));
	return { status: 200, body: { object: 'list', data, has_more: start + data.length < all.length } };
}

function problem(status: number, code: string): VendorReply {
	return { status, body: { error: { code, type: 'invalid_request_error', message: code } } };
}
