import { z } from 'zod';
import type { AssistantCalls, AssistantOrder, Briefing, ConversationNow } from '../assistant.ts';
import { mapAsked } from '../pages.ts';
import { UnixSeconds } from '../times.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { API } from './api.ts';
import { callIdOf } from './call.ts';
import { parseConversation } from './parse.ts';
import { Turn } from './schema.ts';
import { segmentsOf } from './turns.ts';

const CONVERSATIONS = `${API}/convai/conversations`;
const ConversationId = z.string().min(1).max(200);

/** With `success: false` the status is 200 as well. */
const Started = z.object({
	success: z.boolean(),
	message: z.string().nullish(),
	conversation_id: ConversationId.nullish(),
});

const Listed = z.object({ conversations: z.array(z.object({ conversation_id: ConversationId })) });

const Known = z.object({
	conversation_initiation_client_data: z
		.object({ dynamic_variables: z.record(z.string(), z.unknown()).nullish() })
		.nullish(),
});

const Now = z.object({
	status: z.string().max(60),
	transcript: z.array(Turn).nullish(),
	metadata: z.object({ accepted_time_unix_secs: UnixSeconds.nullish() }).nullish(),
});

const Admitted = z.object({ token: z.string().min(1).max(8_000), conversation_id: ConversationId.nullish() });

/** Which variable carries our reference. */
const REFERENCE = 'ringside_reference';
/** The vendor's clock may be behind ours. */
const CLOCK_MARGIN_S = 120;

/** https://elevenlabs.io/docs/api-reference/twilio/outbound-call and /sip-trunk/outbound-call */
export const assistant: AssistantCalls = {
	roomOrigin: 'https://livekit.rtc.elevenlabs.io',
	async start(order, tools) {
		const url = `${API}/convai/${order.carrier}/outbound-call`;
		const asked = await tools.ask({ method: 'POST', url, json: bodyOf(order), schema: Started });
		return mapAsked(asked, ({ success, message, conversation_id: id }) =>
			success && id
				? { kind: 'started', ...begun(id) }
				: { kind: 'declined', reason: (message ?? '').slice(0, 300) },
		);
	},
	async find({ reference, agentId, since }, tools) {
		const query = new URLSearchParams({
			agent_id: agentId,
			user_id: reference,
			call_start_after_unix: String(Math.floor(since / 1_000) - CLOCK_MARGIN_S),
			page_size: '20',
		});
		const listed = await tools.ask({ url: `${CONVERSATIONS}?${query}`, schema: Listed });
		if (listed.kind !== 'read') return listed;
		for (const { conversation_id: id } of listed.value.conversations) {
			const known = await tools.ask({ url: urlOf(id), schema: Known });
			if (known.kind !== 'read') return known;
			const variables = known.value.conversation_initiation_client_data?.dynamic_variables;
			if (variables?.[REFERENCE] === reference) return { kind: 'read', value: begun(id) };
		}
		return { kind: 'read', value: undefined };
	},
	async look(conversationId, tools) {
		const asked = await tools.ask({ url: urlOf(conversationId), schema: z.unknown() });
		if (asked.kind !== 'read') return asked;
		return nowOf(conversationId, asked.value, tools);
	},
	async admit(agentId, briefing, tools) {
		const url = `${API}/convai/conversation/token?${new URLSearchParams({ agent_id: agentId })}`;
		const asked = await tools.ask({ url, schema: Admitted });
		return mapAsked(asked, ({ token, conversation_id: id }) => ({
			token,
			session: sessionOf(briefing),
			...(id && { conversation: begun(id) }),
		}));
	},
};

function begun(conversationId: string) {
	return { conversationId, callId: callIdOf(conversationId) };
}

function urlOf(conversationId: string): string {
	return `${CONVERSATIONS}/${encodeURIComponent(conversationId)}`;
}

function bodyOf({ agentId, phoneNumberId, toNumber, briefing }: AssistantOrder) {
	return {
		agent_id: agentId,
		agent_phone_number_id: phoneNumberId,
		to_number: toNumber,
		conversation_initiation_client_data: dataOf(briefing),
	};
}

function dataOf({ prompt, firstMessage, language, reference, variables }: Briefing) {
	return {
		conversation_config_override: {
			agent: { prompt: { prompt }, first_message: firstMessage, language },
		},
		dynamic_variables: { ...variables, [REFERENCE]: reference },
		user_id: reference,
	};
}

/** The same as `@elevenlabs/client` wants it. */
function sessionOf({ prompt, firstMessage, language, reference, variables }: Briefing) {
	return {
		overrides: { agent: { prompt: { prompt }, firstMessage, language } },
		dynamicVariables: { ...variables, [REFERENCE]: reference },
		userId: reference,
	};
}

function nowOf(id: string, conversation: unknown, { connection }: VendorTools): Asked<ConversationNow> {
	const read = Now.safeParse(conversation);
	if (!read.success) return { kind: 'unexpected', reason: 'The conversation was not understood.' };
	const { status, transcript, metadata } = read.data;
	if (status === 'done' || status === 'failed') {
		const parsed = parseConversation(conversation, connection);
		if (parsed.kind === 'events') return { kind: 'read', value: { kind: 'over', events: parsed.events } };
		return { kind: 'unexpected', reason: 'The conversation that ended was not understood.' };
	}
	if (status === 'initiated') return { kind: 'read', value: { kind: 'not-yet' } };
	const since = metadata?.accepted_time_unix_secs;
	// The last turn may still grow, and what was told of it once stays.
	const segments = segmentsOf(id, (transcript ?? []).slice(0, -1));
	return {
		kind: 'read',
		value: { kind: 'talking', segments, ...(since && { since: Date.parse(since) }) },
	};
}
