import { toInstant } from '../../clock.ts';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';

type Values = Record<string, unknown>;

interface Step {
	afterMs: number;
	event: string;
	values?: (at: string, input: SimulationInput) => Values;
}

const RING_MS = 3_000;
const TALK_MS = 10_000;

const started: Step = { afterMs: 0, event: 'call.started' };
const agentRung: Step = { afterMs: 200, event: 'call.ringing_agent', values: () => ({ agent_id: '41' }) };
const answered: Step = { afterMs: RING_MS, event: 'call.answered', values: (at) => ({ answered_at: at }) };
const hangUp: Step = {
	afterMs: TALK_MS,
	event: 'call.ended',
	values: (at, input) => ({
		answered_at: toInstant(input.startAt + RING_MS),
		ended_at: at,
		waiting_time: String(RING_MS / 1_000),
		talking_time: String(TALK_MS / 1_000),
		is_voicemail: 'false',
	}),
};
const giveUp: Step = {
	afterMs: RING_MS,
	event: 'call.ended',
	values: (at) => ({ answered_at: '', ended_at: at, talking_time: '0', is_voicemail: 'false' }),
};
const toVoicemail: Step = {
	...giveUp,
	values: (at) => ({ ended_at: at, talking_time: '0', is_voicemail: 'true' }),
};
const recorded: Step = {
	afterMs: 2_000,
	event: 'recording.uploaded',
	values: (_at, { runId }) => ({ recording_url: `https://my.cloudtalk.example.test/pub/r/${runId}.wav` }),
};

/** Scenario name → what the automations of README.md send. Without `from` the number is withheld. */
export const scenarios: Provider['scenarios'] = {
	ring: (input) => play(input, [started]),
	answer: (input) => play(input, [started, answered]),
	end: (input) => play(input, [started, answered, hangUp]),
	call: (input) => play(input, [started, answered, hangUp]),
	miss: (input) => play(input, [started, giveUp]),
	voicemail: (input) => play(input, [started, toVoicemail]),
	recording: (input) => play(input, [started, answered, hangUp, recorded]),
	agents: (input) => play(input, [started, agentRung, { ...agentRung, values: () => ({ agent_id: '42' }) }]),
	outbound: (input) => play(input, [started, answered, hangUp], 'outgoing'),
	sms: (input) => [sms(input)],
};

function play(
	input: SimulationInput,
	steps: Step[],
	direction: 'incoming' | 'outgoing' = 'incoming',
): SimulatedRequest[] {
	let at = input.startAt;
	return steps.map((step) => {
		at += step.afterMs;
		return send(input, step.afterMs, {
			event: step.event,
			call_uuid: `uuid-${input.runId}`,
			direction,
			external_number: digits(input.from),
			internal_number: digits(input.to),
			contact_name: input.name ?? '',
			started_at: toInstant(input.startAt),
			...step.values?.(toInstant(at), input),
		});
	});
}

function sms(input: SimulationInput): SimulatedRequest {
	return send(input, 0, {
		event: 'sms.received',
		message_id: `sms-${input.runId}`,
		external_number: digits(input.from),
		internal_number: digits(input.to),
		contact_name: input.name ?? '',
		text: 'Can we talk at 3 pm?',
		sent_at: toInstant(input.startAt),
	});
}

/** Without the plus, and as a JSON number, as an unquoted template gives it. */
function digits(number: string | undefined): number | string {
	return number ? Number(number.replace(/\D/g, '')) : '';
}

function send(input: SimulationInput, afterMs: number, values: Values): SimulatedRequest {
	return {
		afterMs,
		headers: {
			'content-type': 'application/json',
			'user-agent': 'cloudtalk-workflow-automation',
			authorization: `Bearer ${input.secrets.secret ?? ''}`,
		},
		body: Buffer.from(JSON.stringify(values)),
	};
}
