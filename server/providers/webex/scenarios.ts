import { createHmac } from 'node:crypto';
import { toInstant } from '../../clock.ts';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { SIGNATURE_HEADER } from './verify.ts';

type Json = Record<string, unknown>;

interface Step {
	afterMs: number;
	/** Outer `event` and `data.eventType`, as seen from Webex. */
	event: 'created' | 'updated' | 'deleted';
	eventType: string;
	state: 'connecting' | 'alerting' | 'connected' | 'disconnected';
	more?: Json;
}

const RING_MS = 3_000;
const TALK_MS = 10_000;

const ringing: Step = { afterMs: 0, event: 'created', eventType: 'received', state: 'alerting' };
const dialling: Step = { afterMs: 0, event: 'created', eventType: 'originated', state: 'connecting' };
const answered: Step = { afterMs: RING_MS, event: 'updated', eventType: 'answered', state: 'connected' };
const hangUp: Step = { afterMs: TALK_MS, event: 'deleted', eventType: 'disconnected', state: 'disconnected' };
const giveUp: Step = { ...hangUp, afterMs: RING_MS };

/** Scenario name → requests signed as Webex signs them. Without `from` the number is withheld. */
export const scenarios: Provider['scenarios'] = {
	ring: (input) => play(input, external(input), [ringing]),
	answer: (input) => play(input, external(input), [ringing, answered]),
	end: (input) => play(input, external(input), [ringing, answered, hangUp]),
	call: (input) => play(input, external(input), [ringing, answered, hangUp]),
	miss: (input) => play(input, external(input), [ringing, giveUp]),
	elsewhere: (input) =>
		play(input, external(input), [ringing, { ...giveUp, more: { completedElsewhere: true } }]),
	anonymous: (input) => play(input, withheld, [ringing]),
	extension: (input) => play(input, colleague(input), [ringing]),
	queue: (input) => play(input, external(input), [queued(input)]),
	recording: (input) => [...play(input, external(input), [ringing, answered, hangUp]), recorded(input)],
	outbound: (input) => play(input, external(input), [dialling, answered, hangUp], 'originator'),
};

const withheld: Json = { privacyEnabled: true, callType: 'external' };

function external({ from, name }: SimulationInput): Json {
	return from ? { name, number: from, privacyEnabled: false, callType: 'external' } : withheld;
}

function colleague({ name }: SimulationInput): Json {
	return { name: name ?? 'Jonas Petri', number: '1012', privacyEnabled: false, callType: 'location' };
}

function queued({ name, to }: SimulationInput): Step {
	const queue = { name: 'Talent Desk', number: to, privacyEnabled: false, callType: 'location' };
	return {
		...ringing,
		more: {
			...(name && { remoteName: `${queue.name}  -  ${name}` }),
			redirections: [{ reason: 'callQueue', redirectingParty: queue }],
		},
	};
}

function play(
	input: SimulationInput,
	remoteParty: Json,
	steps: Step[],
	personality: 'terminator' | 'originator' = 'terminator',
): SimulatedRequest[] {
	let at = input.startAt;
	let answeredAt: number | undefined;
	return steps.map((step) => {
		at += step.afterMs;
		if (step.state === 'connected') answeredAt = at;
		const { remoteName, ...more } = step.more ?? {};
		return sign(input, step, 'telephony_calls', {
			muteCapable: step.state === 'connected',
			muted: false,
			completedElsewhere: false,
			eventType: step.eventType,
			eventTimestamp: toInstant(at),
			callId: webexId('CALL', `callhalf-${input.runId}:0`),
			callSessionId: webexId('SESSION', input.runId),
			personality,
			state: step.state,
			remoteParty: remoteName ? { ...remoteParty, name: remoteName } : remoteParty,
			appearance: 1,
			created: toInstant(input.startAt),
			...(answeredAt !== undefined && { answered: toInstant(answeredAt) }),
			...(step.state === 'disconnected' && { disconnected: toInstant(at) }),
			...more,
		});
	});
}

/** The file of the call, some seconds after it. */
function recorded(input: SimulationInput): SimulatedRequest {
	return sign(input, { afterMs: RING_MS, event: 'created' }, 'convergedRecordings', {
		id: `recording-${input.runId}`,
		createTime: toInstant(input.startAt + RING_MS + TALK_MS + RING_MS),
		format: 'MP3',
		serviceType: 'calling',
		durationSeconds: TALK_MS / 1_000,
		status: 'available',
		serviceData: { callSessionId: webexId('SESSION', input.runId) },
	});
}

function sign(
	input: SimulationInput,
	{ afterMs, event }: Pick<Step, 'afterMs' | 'event'>,
	resource: string,
	data: Json,
): SimulatedRequest {
	const envelope = {
		id: webexId('WEBHOOK', 'simulated'),
		name: 'Ringside',
		targetUrl: input.hookUrl,
		resource,
		event,
		ownedBy: 'creator',
		status: 'active',
		created: '2026-01-01T00:00:00.000Z',
		actorId: webexId('PEOPLE', 'simulated'),
		data,
	};
	const body = Buffer.from(JSON.stringify(envelope));
	const signature = createHmac('sha1', input.secrets.secret ?? '')
		.update(body)
		.digest('hex');
	return {
		afterMs,
		headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature },
		body,
	};
}

/** Webex ids are its URIs in base64. */
function webexId(kind: string, id: string): string {
	return Buffer.from(`ciscospark://us/${kind}/${id}`).toString('base64url');
}
