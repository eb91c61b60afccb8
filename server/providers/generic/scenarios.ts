import { toInstant } from '../../clock.ts';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { signature, signingKey } from './standard-webhooks.ts';

interface Step {
	afterMs: number;
	state: 'ringing' | 'answered' | 'ended';
	endReason?: 'completed' | 'missed';
}

const RING_MS = 3_000;
const TALK_MS = 10_000;

const ringing: Step = { afterMs: 0, state: 'ringing' };
const answered: Step = { afterMs: RING_MS, state: 'answered' };
const hangUp: Step = { afterMs: TALK_MS, state: 'ended', endReason: 'completed' };
const giveUp: Step = { afterMs: RING_MS, state: 'ended', endReason: 'missed' };

/** Scenario name → requests signed after Standard Webhooks. Without `from` the number is withheld. */
export const scenarios: Provider['scenarios'] = {
	ring: (input) => play(input, [ringing]),
	answer: (input) => play(input, [ringing, answered]),
	end: (input) => play(input, [ringing, answered, hangUp]),
	call: (input) => play(input, [ringing, answered, hangUp]),
	miss: (input) => play(input, [ringing, giveUp]),
};

function play(input: SimulationInput, steps: Step[]): SimulatedRequest[] {
	let at = input.startAt;
	return steps.map((step) => {
		at += step.afterMs;
		const body = Buffer.from(
			JSON.stringify({
				callId: input.runId,
				state: step.state,
				direction: 'inbound',
				from: input.from,
				to: input.to,
				name: input.name,
				at: toInstant(at),
				startedAt: toInstant(input.startAt),
				endReason: step.endReason,
			}),
		);
		return { afterMs: step.afterMs, headers: headers(input, step, at, body), body };
	});
}

function headers(input: SimulationInput, step: Step, at: number, body: Buffer): SimulatedRequest['headers'] {
	const id = `msg_${input.runId}_${step.state}`;
	const timestamp = String(Math.floor(at / 1_000));
	const key = signingKey(input.secrets.secret ?? '') ?? Buffer.alloc(0);
	return {
		'content-type': 'application/json',
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': signature(key, id, timestamp, body),
	};
}
