import { createHmac } from 'node:crypto';
import { toInstant } from '../../clock.ts';
import type { Provider, SimulatedRequest, SimulationInput } from '../provider.ts';
import { SIGNATURE_HEADER } from './verify.ts';

type Json = Record<string, unknown>;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Scenario name → requests signed as Cal.com signs them: booked for tomorrow, moved by a day, cancelled. */
export const scenarios: Provider['scenarios'] = {
	booking: (input) => [created(input)],
	reschedule: (input) => [created(input), rescheduled(input)],
	cancel: (input) => [created(input), cancelled(input)],
	request: (input) => [send(input, 0, 'BOOKING_REQUESTED', { ...booking(input, 'a', 1), status: 'PENDING' })],
};

const created = (input: SimulationInput) => send(input, 0, 'BOOKING_CREATED', booking(input, 'a', 1));

function rescheduled(input: SimulationInput): SimulatedRequest {
	return send(input, 3_000, 'BOOKING_RESCHEDULED', {
		...booking(input, 'b', 2),
		rescheduleId: 1,
		rescheduleUid: uid(input, 'a'),
		rescheduleStartTime: toInstant(input.startAt + DAY),
		rescheduleEndTime: toInstant(input.startAt + DAY + 30 * MINUTE),
		rescheduledBy: 'mira.sand@example.com',
	});
}

function cancelled(input: SimulationInput): SimulatedRequest {
	return send(input, 3_000, 'BOOKING_CANCELLED', {
		...booking(input, 'a', 1),
		status: 'CANCELLED',
		cancellationReason: 'Found another job',
		cancelledBy: 'mira.sand@example.com',
		requestReschedule: false,
	});
}

function booking(input: SimulationInput, which: string, daysAhead: number): Json {
	const start = input.startAt + daysAhead * DAY;
	const name = input.name ?? 'Mira Sand';
	return {
		uid: uid(input, which),
		bookingId: daysAhead,
		type: 'interview-30',
		title: `Interview 30 min with ${name}`,
		startTime: toInstant(start),
		endTime: toInstant(start + 30 * MINUTE),
		length: 30,
		status: 'ACCEPTED',
		organizer: { name: 'Jo Brandt', email: 'jo@weststern.example', timeZone: 'Europe/Berlin' },
		attendees: [
			{ name, email: 'mira.sand@example.com', timeZone: 'Europe/Berlin', phoneNumber: input.from ?? null },
		],
		responses: { attendeePhoneNumber: { label: 'phone_number', value: input.from ?? '', isHidden: false } },
	};
}

function uid(input: SimulationInput, which: string): string {
	return `${input.runId}${which}`;
}

function send(
	input: SimulationInput,
	afterMs: number,
	triggerEvent: string,
	payload: Json,
): SimulatedRequest {
	const createdAt = toInstant(input.startAt + afterMs);
	const body = Buffer.from(JSON.stringify({ triggerEvent, createdAt, payload }));
	const signature = createHmac('sha256', input.secrets.secret ?? '')
		.update(body)
		.digest('hex');
	return {
		afterMs,
		headers: {
			'content-type': 'application/json',
			[SIGNATURE_HEADER]: signature,
			'x-cal-webhook-version': '2021-10-20',
		},
		body,
	};
}
