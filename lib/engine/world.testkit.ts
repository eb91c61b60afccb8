import type { CallData, Lead } from '../contract/index.ts';
import type { StoredCall } from '../history/stored-call.ts';
import { hearView } from '../history/stored-call.ts';
import type { Random } from '../random.ts';
import type { EventFrame } from '../stream/connection.ts';
import type { Timers } from '../timers.ts';

export const START = Date.parse('2026-03-10T09:00:00.000Z');

/** A clock and its timers, moved by hand. */
export function world(now = START) {
	let waiting: { at: number; callback: () => void }[] = [];
	const clock = { now: () => now };
	const timers: Timers = {
		after(ms, callback) {
			const entry = { at: now + ms, callback };
			waiting.push(entry);
			return () => {
				waiting = waiting.filter((other) => other !== entry);
			};
		},
	};
	return {
		clock,
		timers,
		/** Moves on, calling back what becomes due, in order. */
		pass(ms: number) {
			const end = now + ms;
			for (;;) {
				const [next] = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
				if (!next) break;
				now = Math.max(now, next.at);
				waiting = waiting.filter((other) => other !== next);
				next.callback();
			}
			now = end;
		},
		/** The clock alone jumps, as when somebody sets it. */
		jump(ms: number) {
			now += ms;
		},
	};
}

/** Repeatable: fractions are 0.5, secrets and ids count up. */
export function countingRandom(): Random {
	let count = 0;
	return {
		fraction: () => 0.5,
		secret: () => String(++count).padStart(43, 's'),
		uuid: () => `uuid-${++count}`,
	};
}

/** Lets everything happen that waits for no timer of ours; IndexedDB needs real turns of the loop. */
export async function settle(turns = 12): Promise<void> {
	for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

export function callData(data: Partial<CallData> = {}): CallData {
	return {
		callId: 'webex-1',
		provider: 'webex',
		connectionId: 'con_1',
		direction: 'inbound',
		remote: { raw: '+493023125101', e164: '+493023125101' },
		local: { raw: '' },
		legId: 'leg-1',
		state: 'ringing',
		startedAt: instant(START),
		...data,
	};
}

export function instant(ms: number): string {
	return new Date(ms).toISOString();
}

/** A call frame of the stream; its type follows from the data's state. */
export function callFrame(cursor: string, data: Partial<CallData> = {}, at = START): EventFrame {
	const full = callData(data);
	return {
		cursor,
		event: {
			specversion: '1.0',
			id: `${full.callId}:${full.legId}:${full.state}`,
			source: '/connections/con_1',
			type: `ringside.call.${full.state}`,
			subject: full.callId,
			time: instant(at),
			data: full,
		},
	};
}

/** A call as heard live at `at`. */
export function storedCall(data: Partial<CallData> = {}, at = START): StoredCall {
	return hearView(undefined, { time: instant(at), data: callData(data) }, { at, live: true, clockOffset: 0 });
}

export function lead(data: Partial<Lead> = {}): Lead {
	return {
		leadId: 'lead_1',
		name: 'Mira Lindqvist',
		company: 'Nordlicht Logistik GmbH',
		phones: [{ raw: '+49 30 23125101', e164: '+493023125101', label: 'mobile' }],
		emails: [],
		recordUrl: 'https://crm.example/people/1',
		updatedAt: instant(START),
		...data,
	};
}
