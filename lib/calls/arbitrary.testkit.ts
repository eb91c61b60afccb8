import fc from 'fast-check';
import type { CallData } from '../contract/index.ts';
import type { View } from './types.ts';

const times = ['2026-03-10T09:15:00.000Z', '2026-03-10T09:15:01.500Z', '2026-03-10T09:16:00.000Z'];
const wrongTimes = ['not a time', ''];

const party = fc.record(
	{
		raw: fc.constantFrom('', '+493023125101', '1012', 'anna@pbx.test'),
		e164: fc.constantFrom('+493023125101', '+14155550142'),
		name: fc.constantFrom('', 'Mira', 'Noor'),
		extension: fc.constantFrom('1012', '204'),
		anonymous: fc.boolean(),
		internal: fc.boolean(),
	},
	{ requiredKeys: ['raw'] },
);

const data: fc.Arbitrary<CallData> = fc.record(
	{
		callId: fc.constant('webex-1'),
		provider: fc.constant('webex'),
		connectionId: fc.constantFrom('con_1', 'con_2'),
		direction: fc.constantFrom('inbound', 'outbound'),
		remote: party,
		local: party,
		legId: fc.constantFrom('leg-1', 'leg-2', 'leg-3', '__proto__'),
		state: fc.constantFrom('ringing', 'answered', 'ended'),
		queue: fc.constantFrom('', 'Talent Desk', 'Sales'),
		agent: fc.record(
			{ id: fc.constantFrom('7', '8'), name: fc.constantFrom('Jo', 'Al') },
			{ requiredKeys: [] },
		),
		startedAt: fc.constantFrom(...times, ...wrongTimes),
		answeredAt: fc.constantFrom(...times, ...wrongTimes),
		endedAt: fc.constantFrom(...times, ...wrongTimes),
		endReason: fc.constantFrom('completed', 'missed', 'answered-elsewhere', 'voicemail', 'failed'),
		providerSequence: fc.constantFrom(0, 1, 2),
		test: fc.boolean(),
	},
	{
		requiredKeys: ['callId', 'provider', 'connectionId', 'direction', 'remote', 'local', 'legId', 'state'],
	},
) as fc.Arbitrary<CallData>;

/** Views of one call with up to four legs; times are often equal, missing or no times at all. */
export const views: fc.Arbitrary<View[]> = fc.array(
	fc.record({ time: fc.constantFrom(...times, ...times, ...wrongTimes), data }),
	{ minLength: 1, maxLength: 12 },
);
