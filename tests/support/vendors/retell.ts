import type { SimulatedRequest } from '../../../server/providers/provider.ts';
import { deliver } from './deliver.ts';
import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

export interface RetellAgent {
	agent_id: string;
	agent_name: string;
	channel: 'voice' | 'chat';
	webhook_url: string | null;
	webhook_events: string[] | null;
}

export interface RetellNumber {
	phone_number: string;
	inbound_webhook_url: string | null;
	inbound_agents: { agent_id: string; weight: number }[] | null;
}

/** A call as `get-call` gives it; times in ms since 1970. */
export interface RetellCallObject {
	call_id: string;
	call_status: 'registered' | 'not_connected' | 'ongoing' | 'ended' | 'error';
	start_timestamp?: number;
	end_timestamp?: number;
	[field: string]: unknown;
}

/** Retell's API, as its SDK asks it, over one account in memory. */
export class RetellSimulator {
	readonly server = new VendorServer(['api.retellai.com', FILES], (question) => this.#answer(question));
	key = 'key_of_the_simulator';
	readonly agents: RetellAgent[] = [];
	readonly numbers: RetellNumber[] = [];
	readonly calls: RetellCallObject[] = [];
	/** WAV, by the call's id; calls name it as `recordingUrl` gives it. */
	readonly recordings = new Map<string, Uint8Array>();
	perPage = 50;

	/** Retell's origin → where it answers. */
	get origins(): [string, string][] {
		return [['https://api.retellai.com', this.server.origin]];
	}

	/**
	 * Sends each of these to where this account has it sent: rings to the number's address, the rest to the first
	 * assistant's, if it asked for that event. Status of each answer.
	 */
	async deliver(requests: SimulatedRequest[]): Promise<number[]> {
		const statuses: number[] = [];
		for (const request of requests) {
			const address = this.#addressFor(JSON.parse(Buffer.from(request.body).toString('utf8')));
			if (address) statuses.push(await deliver(address, request));
		}
		return statuses;
	}

	#addressFor({ event, call_inbound: ring }: { event: string; call_inbound?: { to_number: string } }) {
		const number = this.numbers.find(({ phone_number }) => phone_number === ring?.to_number);
		if (ring) return number?.inbound_webhook_url;
		const [agent] = this.agents;
		return (agent?.webhook_events ?? unasked).includes(event) ? agent?.webhook_url : undefined;
	}

	recordingUrl(callId: string): string {
		return `https://${FILES}/${callId}/recording.wav`;
	}

	#answer(question: VendorQuestion): VendorReply {
		if (question.host === FILES) return this.#file(question);
		if (question.headers.authorization !== `Bearer ${this.key}`) return unauthorised;
		const { method, path } = question;
		if (path === '/get-concurrency') {
			return ok({ current_concurrency: 0, concurrency_limit: 20 });
		}
		if (method === 'POST' && path === '/v2/list-agents') return this.#agents(question);
		if (method === 'GET' && path === '/v2/list-phone-numbers') {
			return ok(this.#page(this.numbers, question.query.get('pagination_key')));
		}
		if (method === 'POST' && path === '/v3/list-calls') return this.#calls(question);
		const [, verb, id = ''] = /^\/(?:v2\/)?([a-z-]+)\/(.+)$/.exec(path) ?? [];
		return this.#one(verb ?? '', decodeURIComponent(id), method, question.body);
	}

	#file({ path, headers }: VendorQuestion): VendorReply {
		const body = this.recordings.get(path.split('/')[1] ?? '');
		if (!body || headers.authorization) return { status: 403, body: 'AccessDenied' };
		return { status: 200, headers: { 'content-type': 'audio/wav' }, body };
	}

	#one(verb: string, id: string, method: string, body: string): VendorReply {
		const found = {
			'get-agent': this.agents.find(({ agent_id }) => agent_id === id),
			'update-agent': this.agents.find(({ agent_id }) => agent_id === id),
			'update-phone-number': this.numbers.find(({ phone_number }) => phone_number === id),
			'get-call': this.calls.find(({ call_id }) => call_id === id),
		}[verb];
		if (!found) return notFound;
		if (method === 'PATCH') Object.assign(found, JSON.parse(body));
		return ok(found);
	}

	/** Without the addresses: those are only told by `get-agent`. */
	#agents({ body, query }: VendorQuestion): VendorReply {
		const channel = JSON.parse(body || '{}').filter_criteria?.channel?.value;
		const found = this.agents.filter((agent) => channel === undefined || agent.channel === channel);
		const items = found.map(({ agent_id, agent_name, channel }) => ({
			agent_id,
			agent_name,
			channel,
			tags: {},
		}));
		return ok(this.#page(items, query.get('pagination_key')));
	}

	/** Without what was said. */
	#calls({ body }: VendorQuestion): VendorReply {
		const { filter_criteria: filter, pagination_key: key, sort_order: order } = JSON.parse(body);
		const since = filter?.end_timestamp?.value ?? 0;
		const found = this.calls
			.filter(({ end_timestamp }) => (end_timestamp ?? 0) >= since)
			.sort((a, b) => (a.start_timestamp ?? 0) - (b.start_timestamp ?? 0))
			.map(({ transcript_object, transcript, ...call }) => call);
		return ok(this.#page(order === 'descending' ? found.reverse() : found, key));
	}

	#page<T>(all: T[], key: string | null | undefined) {
		const start = Number(key ?? 0);
		const end = start + this.perPage;
		const has_more = end < all.length;
		return { items: all.slice(start, end), has_more, ...(has_more && { pagination_key: String(end) }) };
	}
}

function ok(body: unknown): VendorReply {
	return { status: 200, body };
}

/** Where recordings lie. */
const FILES = 'files.retell.example';

/** What an assistant tells of that names no events. */
const unasked = ['call_started', 'call_ended', 'call_analyzed'];

const notFound: VendorReply = { status: 404, body: { status: 'error', message: 'Item not found' } };
const unauthorised: VendorReply = { status: 401, body: { status: 'error', message: 'Invalid API Key' } };
