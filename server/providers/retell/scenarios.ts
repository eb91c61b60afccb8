import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { SIGNATURE_HEADER, signatureOf } from './verify.ts';

type Json = Record<string, unknown>;

interface Step {
	afterMs: number;
	inquiry?: string;
	body: (input: SimulationInput, at: number) => Json;
}

const RING_MS = 3_000;
const TALK_MS = 10_000;
const ANALYSIS_MS = 5_000;

const turns = [
	{ role: 'agent', content: 'Guten Tag, hier ist Mira von Nordlicht Personal.', words: [word(0.4, 2.6)] },
	{
		role: 'user',
		content: 'Hello, I live in Potsdam and call about the nurse position.',
		words: [word(3.1, 6.2)],
	},
];

const ring: Step = {
	afterMs: 0,
	inquiry: 'inbound',
	body: ({ from, to }, at) => ({
		event: 'call_inbound',
		event_timestamp: at,
		call_inbound: { agent_id: 'agent_simulated', from_number: from ?? 'anonymous', to_number: to ?? '' },
	}),
};
const start: Step = { afterMs: RING_MS, body: (input) => ({ event: 'call_started', call: live(input) }) };
const firstTurn: Step = {
	afterMs: 2_000,
	body: (input) => ({
		event: 'transcript_updated',
		call: { ...live(input), transcript_object: turns.slice(0, 1) },
	}),
};
const secondTurn: Step = {
	afterMs: 4_000,
	body: (input) => ({ event: 'transcript_updated', call: { ...live(input), transcript_object: turns } }),
};
const end: Step = { afterMs: TALK_MS, body: (input, at) => ({ event: 'call_ended', call: over(input, at) }) };
const analysis: Step = {
	afterMs: ANALYSIS_MS,
	body: (input, at) => ({
		event: 'call_analyzed',
		call: {
			...over(input, at - ANALYSIS_MS),
			call_analysis: {
				call_summary: 'The candidate asks about the nurse position.',
				user_sentiment: 'Positive',
				call_successful: true,
				in_voicemail: false,
				custom_analysis_data: { residence: 'Potsdam', salary_expectation_eur: 41_000 },
			},
		},
	}),
};
const unanswered: Step = {
	afterMs: 0,
	body: (input) => ({
		event: 'call_ended',
		call: {
			...base(input),
			direction: 'outbound',
			from_number: input.to,
			to_number: input.from,
			call_status: 'not_connected',
			disconnection_reason: 'dial_no_answer',
		},
	}),
};

/** Scenario name → requests signed as Retell signs them. An assistant takes every call: `miss` is one that it made. */
export const scenarios: Provider['scenarios'] = {
	ring: (input) => play(input, [ring]),
	answer: (input) => play(input, [ring, start]),
	end: (input) => play(input, [ring, start, end]),
	call: (input) => play(input, [ring, start, firstTurn, secondTurn, end, analysis]),
	recording: (input) => play(input, [ring, start, end]),
	transcript: (input) => play(input, [start, firstTurn, secondTurn]),
	miss: (input) => play(input, [unanswered]),
};

function play(input: SimulationInput, steps: Step[]): SimulatedRequest[] {
	let at = input.startAt;
	return steps.map((step) => {
		at += step.afterMs;
		const body = Buffer.from(JSON.stringify(step.body(input, at)));
		const signature = signatureOf(body, input.secrets.secret ?? '', at);
		return {
			afterMs: step.afterMs,
			inquiry: step.inquiry,
			headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature },
			body,
		};
	});
}

function base({ runId }: SimulationInput): Json {
	return {
		call_id: `call_${runId}`,
		call_type: 'phone_call',
		agent_id: 'agent_simulated',
		agent_name: 'Mira',
		agent_version: 1,
	};
}

function live(input: SimulationInput): Json {
	return {
		...base(input),
		call_status: 'ongoing',
		direction: 'inbound',
		from_number: input.from ?? 'anonymous',
		to_number: input.to,
		start_timestamp: input.startAt + RING_MS,
		...(input.name && { retell_llm_dynamic_variables: { name: input.name } }),
	};
}

function over(input: SimulationInput, endedAt: number): Json {
	return {
		...live(input),
		call_status: 'ended',
		end_timestamp: endedAt,
		duration_ms: endedAt - input.startAt - RING_MS,
		disconnection_reason: 'user_hangup',
		transcript_object: turns,
		recording_url: `https://recordings.example.test/retell/${input.runId}.wav`,
	};
}

function word(start: number, end: number): Json {
	return { word: '…', start, end };
}
