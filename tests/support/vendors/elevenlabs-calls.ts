import type { ElevenLabsConversation } from './elevenlabs.ts';
import type { VendorQuestion, VendorReply } from './vendor-server.ts';

/** Body of `outbound-call`, as far as tests look at it. */
export interface ElevenLabsOrder {
	carrier: 'twilio' | 'sip-trunk';
	agent_id: string;
	agent_phone_number_id: string;
	to_number: string;
	conversation_initiation_client_data: {
		user_id: string;
		dynamic_variables: Record<string, unknown>;
		conversation_config_override: {
			agent: { prompt: { prompt: string }; first_message: string; language: string };
		};
	};
}

export interface ElevenLabsCalls {
	/** Calls that were really made, the first one first. */
	orders: ElevenLabsOrder[];
	/** Agents whose rooms browsers were let into. */
	admitted: string[];
	phoneNumbers: string[];
	/** Said with `success: false`. */
	declines?: string;
	/** That many calls are made, and the answer is lost on its way. */
	loseAnswers?: number;
	/** Unix seconds of conversations that begin. */
	now?: () => number;
}

/** Outbound calls over both carriers, and tokens for rooms; undefined where it is neither. */
export function answerCalls(
	{ method, path, query, body }: VendorQuestion,
	calls: ElevenLabsCalls,
	conversations: ElevenLabsConversation[],
): VendorReply | undefined {
	const carrier = /^\/v1\/convai\/(twilio|sip-trunk)\/outbound-call$/.exec(path)?.[1];
	if (carrier && method === 'POST') {
		return call({ ...JSON.parse(body), carrier }, calls, conversations);
	}
	if (path !== '/v1/convai/conversation/token') return undefined;
	const agentId = query.get('agent_id') ?? '';
	calls.admitted.push(agentId);
	const conversation_id = `conv_web_${calls.admitted.length}`;
	return { status: 200, body: { token: `room-token-${calls.admitted.length}`, conversation_id } };
}

function call(
	order: ElevenLabsOrder,
	calls: ElevenLabsCalls,
	conversations: ElevenLabsConversation[],
): VendorReply {
	if (!calls.phoneNumbers.includes(order.agent_phone_number_id)) {
		return { status: 404, body: { detail: { status: 'phone_number_not_found', message: 'not found' } } };
	}
	if (calls.declines) return { status: 200, body: { success: false, message: calls.declines } };
	calls.orders.push(order);
	const conversation_id = `conv_out_${calls.orders.length}`;
	const { user_id, ...data } = order.conversation_initiation_client_data;
	conversations.push({
		conversation_id,
		...{ agent_id: order.agent_id, user_id, status: 'initiated', transcript: [] },
		metadata: {
			start_time_unix_secs: calls.now?.() ?? 0,
			call_duration_secs: 0,
			phone_call: { direction: 'outbound', external_number: order.to_number, agent_number: '+493023125200' },
		},
		conversation_initiation_client_data: data,
	});
	if ((calls.loseAnswers ?? 0) > 0) {
		calls.loseAnswers = (calls.loseAnswers ?? 0) - 1;
		throw new Error('The answer is lost on its way');
	}
	const id = order.carrier === 'twilio' ? { callSid: 'CA1' } : { sip_call_id: 'SIP1' };
	return { status: 200, body: { success: true, message: 'Success', conversation_id, ...id } };
}
