import { createHash } from 'node:crypto';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { joinParameters, sign } from './verify.ts';

type Parameters = Record<string, string>;

interface Step {
	afterMs: number;
	parameters: Parameters;
}

const RING_MS = 3_000;
const TALK_MS = 10_000;

const ringing: Step = { afterMs: 0, parameters: { CallStatus: 'ringing' } };
const answered: Step = { afterMs: RING_MS, parameters: { CallStatus: 'in-progress' } };
const ended: Step = {
	afterMs: TALK_MS,
	parameters: { CallStatus: 'completed', CallDuration: String(TALK_MS / 1_000), Duration: '1' },
};
const unanswered: Step = {
	afterMs: RING_MS,
	parameters: { CallStatus: 'no-answer', CallDuration: '0', Duration: '0', SipResponseCode: '487' },
};
const busy: Step = {
	afterMs: RING_MS,
	parameters: { CallStatus: 'busy', CallDuration: '0', Duration: '0', SipResponseCode: '486' },
};

/** Scenario name → requests signed as Twilio signs them. Calls ring by the callback of a `<Dial>`, as documented. */
export const scenarios: Provider['scenarios'] = {
	ring: (input) => call(input, incoming(input), [ringing]),
	answer: (input) => call(input, incoming(input), [ringing, answered]),
	end: (input) => call(input, incoming(input), [ringing, answered, ended]),
	miss: (input) => call(input, incoming(input), [ringing, unanswered]),
	anonymous: (input) => call(input, incoming({ ...input, from: undefined }), [ringing]),
	outbound: (input) => call(input, outgoing(input), [ringing, answered, ended]),
	busy: (input) => call(input, outgoing(input), [ringing, busy]),
	recording: (input) => [
		...call(input, incoming(input), [ringing, answered, ended]),
		...send(input, [{ afterMs: RING_MS, parameters: recording(input) }]),
	],
	sms: (input) => send(input, [{ afterMs: 0, parameters: message(input) }]),
	'sms-delivered': (input) => send(input, statuses(input, ['sent', 'delivered'])),
	'sms-failed': (input) => send(input, statuses(input, ['sent', 'undelivered'])),
};

const OWN_NUMBER = '+493023125160';
const OTHER_NUMBER = '+14155550133';

/** The ring at a desk: a child leg of the call that came in. */
function incoming(input: SimulationInput): Parameters {
	return {
		CallSid: sid('CA', input, 'desk'),
		ParentCallSid: sid('CA', input, 'call'),
		Direction: 'outbound-dial',
		From: input.from ?? 'anonymous',
		To: input.to ?? OWN_NUMBER,
	};
}

function outgoing(input: SimulationInput): Parameters {
	return {
		CallSid: sid('CA', input, 'call'),
		Direction: 'outbound-api',
		From: input.to ?? OWN_NUMBER,
		To: input.from ?? OTHER_NUMBER,
	};
}

function call(input: SimulationInput, leg: Parameters, steps: Step[]): SimulatedRequest[] {
	let at = input.startAt;
	const told = steps.map(({ afterMs, parameters }, index) => {
		at += afterMs;
		const common = { Caller: leg.From ?? '', Called: leg.To ?? '', ToZip: '', ApiVersion: '2010-04-01' };
		const numbered = { SequenceNumber: String(index + 1), CallbackSource: 'call-progress-events' };
		return { afterMs, parameters: { ...common, ...leg, ...numbered, Timestamp: rfc2822(at), ...parameters } };
	});
	return send(input, told);
}

function recording(input: SimulationInput): Parameters {
	return {
		CallSid: sid('CA', input, 'call'),
		RecordingSid: sid('RE', input, 'recording'),
		RecordingStatus: 'completed',
		RecordingDuration: String(TALK_MS / 1_000),
		RecordingChannels: '2',
		RecordingStartTime: rfc2822(input.startAt + RING_MS),
		RecordingSource: 'DialVerb',
		ErrorCode: '0',
	};
}

function message(input: SimulationInput): Parameters {
	const MessageSid = sid('SM', input, 'message');
	return {
		MessageSid,
		SmsSid: MessageSid,
		SmsMessageSid: MessageSid,
		SmsStatus: 'received',
		From: input.from ?? OTHER_NUMBER,
		To: input.to ?? OWN_NUMBER,
		Body: 'Tomorrow at 10:00 works & thanks + see you',
		NumMedia: '0',
		NumSegments: '1',
		FromCity: '',
	};
}

function statuses(input: SimulationInput, names: string[]): Step[] {
	const parties = { From: input.to ?? OWN_NUMBER, To: input.from ?? OTHER_NUMBER };
	return names.map((MessageStatus, index) => ({
		afterMs: index * 1_000,
		parameters: {
			MessageSid: sid('SM', input, 'message'),
			MessageStatus,
			...parties,
			...(MessageStatus === 'undelivered' && { ErrorCode: '30003' }),
		},
	}));
}

function send(input: SimulationInput, steps: Step[]): SimulatedRequest[] {
	return steps.map(({ afterMs, parameters }) => {
		const form = new URLSearchParams({ AccountSid: `AC${'0'.repeat(31)}1`, ...parameters });
		return {
			afterMs,
			headers: {
				'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
				'x-twilio-signature': sign(input.hookUrl + joinParameters([...form]), input.secrets.secret ?? ''),
			},
			body: Buffer.from(form.toString()),
		};
	});
}

/** Twilio's ids are two letters and 32 hex digits. */
function sid(prefix: string, input: SimulationInput, what: string): string {
	return prefix + createHash('sha256').update(`${input.runId} ${what}`).digest('hex').slice(0, 32);
}

function rfc2822(ms: number): string {
	return new Date(ms).toUTCString().replace('GMT', '+0000');
}
