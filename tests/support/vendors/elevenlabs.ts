import { answerCalls, type ElevenLabsCalls } from './elevenlabs-calls.ts';
import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

export interface ElevenLabsWebhook {
	webhook_id: string;
	name: string;
	webhook_url: string;
	is_disabled: boolean;
	is_auto_disabled: boolean;
	created_at_unix: number;
	auth_type: string;
	retry_enabled?: boolean;
	usage?: { usage_type: string }[];
}

/** A conversation as the API gives it. */
export interface ElevenLabsConversation {
	conversation_id: string;
	status: string;
	metadata: { start_time_unix_secs: number; [field: string]: unknown };
	[field: string]: unknown;
}

/** ElevenLabs' API over one workspace in memory. */
export class ElevenLabsSimulator {
	readonly server = new VendorServer(['api.elevenlabs.io'], (question) => this.#answer(question));
	key = 'sk_of_the_simulator';
	webhooks: ElevenLabsWebhook[] = [];
	settings: { webhooks: { post_call_webhook_id?: string | null; events?: string[] } } = { webhooks: {} };
	readonly conversations: ElevenLabsConversation[] = [];
	/** MP3, by the conversation's id. */
	readonly recordings = new Map<string, Uint8Array>();
	/** What was asked for by `outbound-call` and `token`, and how that is answered. */
	readonly calls: ElevenLabsCalls = { orders: [], admitted: [], phoneNumbers: ['phnum_1'] };
	perPage = 100;
	#made = 0;

	#answer(question: VendorQuestion): VendorReply {
		const { method, path, headers, body } = question;
		if (headers['xi-api-key'] !== this.key) return problem(401, 'invalid_api_key');
		if (path === '/v1/workspace/webhooks') {
			return method === 'POST' ? this.#create(JSON.parse(body)) : ok({ webhooks: this.webhooks });
		}
		if (path === '/v1/convai/settings') {
			if (method === 'PATCH') Object.assign(this.settings, JSON.parse(body));
			return ok(this.settings);
		}
		const [, audio] = /\/conversations\/([^/]+)\/audio$/.exec(path) ?? [];
		if (audio) {
			const body = this.recordings.get(audio);
			return body
				? { status: 200, headers: { 'content-type': 'audio/mpeg' }, body }
				: problem(404, 'not_found');
		}
		const call = answerCalls(question, this.calls, this.conversations);
		if (call) return call;
		if (path === '/v1/convai/conversations') return this.#conversations(question);
		const conversation = this.conversations.find((one) =>
			path.endsWith(`/conversations/${one.conversation_id}`),
		);
		if (conversation) return ok(conversation);
		const webhook = this.webhooks.find((one) => path === `/v1/workspace/webhooks/${one.webhook_id}`);
		if (!webhook) return problem(404, 'not_found');
		if (method === 'PATCH') Object.assign(webhook, JSON.parse(body), { is_auto_disabled: false });
		if (method === 'DELETE') return this.#remove(webhook);
		return ok({ status: 'ok' });
	}

	#create({
		settings,
	}: {
		settings: Pick<ElevenLabsWebhook, 'auth_type' | 'name' | 'webhook_url'>;
	}): VendorReply {
		this.#made += 1;
		const webhook_id = `webhook-${this.#made}`;
		const state = { is_disabled: false, is_auto_disabled: false, created_at_unix: 0 };
		this.webhooks.push({ webhook_id, ...settings, ...state });
		return ok({ webhook_id, webhook_secret: `wsec_${this.#made}` });
	}

	#remove(webhook: ElevenLabsWebhook): VendorReply {
		const isUsed = this.settings.webhooks.post_call_webhook_id === webhook.webhook_id;
		if (isUsed) return problem(400, 'webhook_in_use');
		this.webhooks = this.webhooks.filter((one) => one !== webhook);
		return ok({ status: 'ok' });
	}

	/** The newest first. */
	#conversations({ query }: VendorQuestion): VendorReply {
		const after = Number(query.get('call_start_after_unix') ?? 0);
		const user = query.get('user_id');
		const found = this.conversations
			.filter((one) => user === null || one.user_id === user)
			.filter(({ metadata }) => metadata.start_time_unix_secs >= after)
			.sort((a, b) => b.metadata.start_time_unix_secs - a.metadata.start_time_unix_secs);
		const start = Number(query.get('cursor') ?? 0);
		const end = start + Math.min(this.perPage, Number(query.get('page_size') ?? 30));
		const has_more = end < found.length;
		const conversations = found.slice(start, end).map((one) => ({
			...{ conversation_id: one.conversation_id, status: one.status, agent_id: 'a1', message_count: 1 },
			...{ start_time_unix_secs: one.metadata.start_time_unix_secs, call_duration_secs: 1 },
			call_successful: 'success',
		}));
		return ok({ conversations, has_more, next_cursor: has_more ? String(end) : null });
	}
}

function ok(body: unknown): VendorReply {
	return { status: 200, body };
}

function problem(status: number, code: string): VendorReply {
	return { status, body: { detail: { status: code, message: code } } };
}
