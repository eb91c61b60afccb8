import { createHmac } from 'node:crypto';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { SIGNATURE_HEADER } from './verify.ts';

type Json = Record<string, unknown>;

const TALK_SECONDS = 64;
const AUDIO_AFTER_MS = 2_000;

/** Scenario name → requests signed as ElevenLabs signs them. The vendor tells nothing while a call rings or runs. */
export const scenarios: Provider['scenarios'] = {
	end: (input) => [send(input, 0, transcription(input, 'outbound'))],
	inbound: (input) => [send(input, 0, transcription(input, 'inbound'))],
	recording: (input) => [
		send(input, 0, transcription(input, 'outbound')),
		send(input, AUDIO_AFTER_MS, audio(input)),
	],
	miss: (input) => [send(input, 0, failure(input, 'no-answer'))],
	busy: (input) => [send(input, 0, failure(input, 'busy'))],
};

const AGENT = { agent_id: 'agent_simulated' };
const OWN_NUMBER = '+493023125140';
const OTHER_NUMBER = '+14155550171';

const conversation = (input: SimulationInput) => ({ ...AGENT, conversation_id: `conv_${input.runId}` });
const seconds = (ms: number) => Math.floor(ms / 1000);

function transcription(input: SimulationInput, direction: 'inbound' | 'outbound'): Json {
	const start = seconds(input.startAt) - TALK_SECONDS;
	return {
		type: 'post_call_transcription',
		data: {
			...conversation(input),
			agent_name: 'Terminassistent',
			status: 'done',
			transcript: [
				turn('agent', 'Hello, this is an automated assistant calling about your interview.', 0),
				turn('user', 'Hi, Thursday at two works for me.', 6),
				turn('agent', null, 11),
				turn('agent', 'Thursday at two it is. Goodbye!', 14),
			],
			metadata: {
				start_time_unix_secs: start,
				accepted_time_unix_secs: start,
				call_duration_secs: TALK_SECONDS,
				main_language: 'en',
				phone_call: {
					type: 'twilio',
					direction,
					phone_number_id: 'phnum_simulated',
					agent_number: input.to ?? OWN_NUMBER,
					external_number: input.from ?? OTHER_NUMBER,
				},
			},
			analysis: null,
			has_audio: true,
		},
	};
}

function turn(role: 'agent' | 'user', message: string | null, at: number): Json {
	return { role, message, time_in_call_secs: at, tool_calls: [], tool_results: [] };
}

/** An MP3 header and silence, in base64. */
function audio(input: SimulationInput): Json {
	const mp3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(1_024)]);
	return {
		type: 'post_call_audio',
		data: { ...conversation(input), full_audio: mp3.toString('base64') },
	};
}

function failure(input: SimulationInput, failure_reason: 'busy' | 'no-answer'): Json {
	const body = {
		CallStatus: failure_reason,
		From: input.to ?? OWN_NUMBER,
		To: input.from ?? OTHER_NUMBER,
		Direction: 'outbound-api',
	};
	return {
		type: 'call_initiation_failure',
		data: { ...conversation(input), failure_reason, metadata: { type: 'twilio', body } },
	};
}

function send(input: SimulationInput, afterMs: number, { type, data }: Json): SimulatedRequest {
	const signedAt = seconds(input.startAt + afterMs);
	const body = Buffer.from(JSON.stringify({ type, event_timestamp: signedAt, data }));
	const signature = createHmac('sha256', input.secrets.secret ?? '')
		.update(`${signedAt}.`)
		.update(body)
		.digest('hex');
	return {
		afterMs,
		headers: {
			'content-type': 'application/json',
			[SIGNATURE_HEADER]: `t=${signedAt},v0=${signature}`,
		},
		body,
	};
}
