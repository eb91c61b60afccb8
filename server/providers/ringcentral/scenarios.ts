import { toInstant } from '../../clock.ts';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { TOKEN_HEADER } from './verify.ts';

type Json = Record<string, unknown>;

interface Step {
	afterMs: number;
	/** 2 is the desk phone, 3 the softphone of the same extension. */
	party: 2 | 3;
	code: string;
	reason?: string;
	more?: Json;
}

const ACCOUNT = '900000001';
const EXTENSION = '900000107';
const RING_MS = 3_000;
const TALK_MS = 10_000;

const ringing: Step[] = [
	{ afterMs: 0, party: 2, code: 'Setup' },
	{ afterMs: 50, party: 3, code: 'Proceeding' },
];
const answered: Step[] = [
	{ afterMs: RING_MS, party: 3, code: 'Answered' },
	{ afterMs: 50, party: 2, code: 'Disconnected', reason: 'Pickup' },
];
const hangUp: Step = { afterMs: TALK_MS, party: 3, code: 'Disconnected', reason: 'CallFinished' };
const missed: Step[] = [
	{ afterMs: RING_MS, party: 2, code: 'Disconnected', reason: 'NoAnswer', more: { missedCall: true } },
	{ afterMs: 50, party: 3, code: 'Disconnected', reason: 'NoAnswer', more: { missedCall: true } },
];
const toVoicemail: Step[] = [
	{ afterMs: RING_MS, party: 2, code: 'Disconnected', reason: 'NoAnswer' },
	{ afterMs: 50, party: 3, code: 'VoiceMail' },
	{ afterMs: TALK_MS, party: 3, code: 'Disconnected', reason: 'Voicemail', more: { missedCall: true } },
];
const outbound: Step[] = [
	{ afterMs: 0, party: 3, code: 'Setup' },
	{ afterMs: RING_MS, party: 3, code: 'Answered' },
	hangUp,
];

/** Scenario name → notifications with the token that RingCentral would send. Without `from` the number is withheld. */
export const scenarios: Provider['scenarios'] = {
	ring: (input) => play(input, ringing),
	answer: (input) => play(input, [...ringing, ...answered]),
	end: (input) => play(input, [...ringing, ...answered, hangUp]),
	call: (input) => play(input, [...ringing, ...answered, hangUp]),
	miss: (input) => play(input, [...ringing, ...missed]),
	voicemail: (input) => [...play(input, [...ringing, ...toVoicemail]), voicemail(input)],
	recording: (input) =>
		play(input, [
			...ringing,
			...answered,
			{ ...hangUp, more: { recordings: [{ id: `7${digits(input)}`, active: false }] } },
		]),
	outbound: (input) => play(input, outbound, 'Outbound'),
	sms: (input) => [sms(input)],
};

function play(
	input: SimulationInput,
	steps: Step[],
	direction: 'Inbound' | 'Outbound' = 'Inbound',
): SimulatedRequest[] {
	let at = input.startAt;
	return steps.map((step, index) => {
		at += step.afterMs;
		const body = {
			sequence: index + 3,
			sessionId: digits(input),
			telephonySessionId: `s-${input.runId}`,
			eventTime: toInstant(at),
			parties: [partyOf(input, step, direction)],
			origin: { type: 'Call' },
		};
		const path = `/restapi/v1.0/account/${ACCOUNT}/extension/${EXTENSION}/telephony/sessions`;
		return send(input, { afterMs: step.afterMs, at, path, suffix: `${index}`, body });
	});
}

function partyOf(input: SimulationInput, step: Step, direction: 'Inbound' | 'Outbound'): Json {
	const caller = { ...(input.from && { phoneNumber: input.from }), name: input.name };
	const own = { phoneNumber: input.to, name: 'Robin Recruiter', extensionId: EXTENSION };
	return {
		accountId: ACCOUNT,
		extensionId: EXTENSION,
		id: `p-${input.runId}-${step.party}`,
		direction,
		from: direction === 'Inbound' ? caller : own,
		to: direction === 'Inbound' ? own : caller,
		status: { code: step.code, ...(step.reason && { reason: step.reason }), rcc: false },
		missedCall: false,
		standAlone: false,
		muted: false,
		...step.more,
	};
}

function sms(input: SimulationInput): SimulatedRequest {
	const path = `/restapi/v1.0/account/~/extension/${EXTENSION}/message-store/instant?type=SMS`;
	const body = {
		...messageOf(input, input.startAt),
		type: 'SMS',
		subject: 'Can we talk at 3 pm?',
		messageStatus: 'Received',
		conversationId: digits(input),
	};
	return send(input, { afterMs: 0, at: input.startAt, path, suffix: 'sms', body });
}

function voicemail(input: SimulationInput): SimulatedRequest {
	const at = input.startAt + RING_MS + TALK_MS;
	const body = {
		...messageOf(input, at),
		type: 'VoiceMail',
		attachments: [{ id: digits(input), type: 'AudioRecording', contentType: 'audio/x-wav', vmDuration: 10 }],
		vmTranscriptionStatus: 'InProgress',
	};
	const path = `/restapi/v1.0/account/~/extension/${EXTENSION}/voicemail`;
	return send(input, { afterMs: 1_000, at, path, suffix: 'voicemail', body });
}

function messageOf(input: SimulationInput, at: number): Json {
	return {
		id: `8${digits(input)}`,
		to: [{ phoneNumber: input.to, name: 'Robin Recruiter' }],
		from: { ...(input.from && { phoneNumber: input.from }), name: input.name },
		direction: 'Inbound',
		creationTime: toInstant(at),
	};
}

function send(
	input: SimulationInput,
	notification: { afterMs: number; at: number; path: string; suffix: string; body: Json },
): SimulatedRequest {
	const envelope = {
		uuid: `${input.runId}-${notification.suffix}`,
		event: notification.path,
		timestamp: toInstant(notification.at),
		ownerId: EXTENSION,
		body: notification.body,
	};
	return {
		afterMs: notification.afterMs,
		headers: {
			'content-type': 'application/json; charset=UTF-8',
			[TOKEN_HEADER]: input.secrets.secret ?? '',
		},
		body: Buffer.from(JSON.stringify(envelope)),
	};
}

/** RingCentral's ids are digits; made of the run's, so that a repeat of the run is one. */
function digits({ runId }: SimulationInput): string {
	return [...runId]
		.reduce((sum, char) => (sum * 31n + BigInt(char.codePointAt(0) ?? 0)) % 10n ** 15n, 1n)
		.toString();
}
