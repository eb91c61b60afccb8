import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventName, eventData, readEvent } from './event.ts';

const ringing = {
	specversion: '1.0',
	id: 'webex:leg-1|alerting',
	source: '/connections/con_1',
	type: 'ringside.call.ringing',
	subject: 'webex-1',
	time: '2026-03-10T09:15:00.101Z',
	data: {
		callId: 'webex-1',
		provider: 'webex',
		connectionId: 'con_1',
		direction: 'inbound',
		remote: { raw: '+493023125101', e164: '+493023125101' },
		local: { raw: '' },
		legId: 'leg-1',
		state: 'ringing',
	},
};

describe('an event from outside', () => {
	test('a known type with data of its shape is read', () => {
		expect(readEvent(ringing)).toMatchObject({ kind: 'event', event: { subject: 'webex-1' } });
	});

	test('a type of a newer build is passed over, not refused', () => {
		expect(readEvent({ ...ringing, type: 'ringside.call.teleported' })).toEqual({
			kind: 'unknown',
			type: 'ringside.call.teleported',
		});
	});

	test('a field of a newer build does not make an old build refuse the event', () => {
		const newer = { ...ringing, data: { ...ringing.data, sentiment: 'calm' }, traceparent: '00-1' };
		expect(readEvent(newer).kind).toBe('event');
	});

	test.each([
		['no id', { ...ringing, id: '' }],
		['a time that is none', { ...ringing, time: 'yesterday' }],
		['a number that is none', { ...ringing, data: { ...ringing.data, remote: { raw: 'x', e164: 'x' } } }],
		[
			'a name of 10,000 characters',
			{ ...ringing, data: { ...ringing.data, remote: { raw: '', name: 'x'.repeat(10_000) } } },
		],
		['an unknown state', { ...ringing, data: { ...ringing.data, state: 'paused' } }],
	])('%s is invalid, with a reason', (_, value) => {
		expect(readEvent(value)).toMatchObject({ kind: 'invalid', reason: expect.stringMatching(/\S/) });
	});

	test('nothing makes the reader throw', () => {
		const type = fc.constantFrom(
			...(Object.keys(eventData) as EventName[]).map((name) => `ringside.${name}`),
		);
		fc.assert(
			fc.property(fc.anything(), type, (data, known) => {
				readEvent(data);
				readEvent({ ...ringing, type: known, data });
			}),
			{ numRuns: 2_000 },
		);
	});

	test('a type named after an object’s own machinery is unknown or invalid, not a crash', () => {
		expect(readEvent({ ...ringing, type: 'ringside.constructor.call' }).kind).toBe('unknown');
	});
});
