import { expect, test } from 'vitest';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import { toNewEvent } from './events.ts';

const connection = { connectionId: 'con_1', secrets: {}, settings: {}, region: 'DE' };

const ringing: RingsideEvent<'call.ringing'> = {
	specversion: '1.0',
	id: 'e-1',
	source: '/connections/con_1',
	type: 'ringside.call.ringing',
	subject: 'webex-1',
	time: '2026-04-14T09:00:00.000Z',
	data: {
		callId: 'webex-1',
		provider: 'webex',
		connectionId: 'con_1',
		direction: 'inbound',
		remote: { raw: '+4930901820111', e164: '+4930901820111' },
		local: { raw: '+4930901820200', e164: '+4930901820200' },
		agent: { id: '7', userId: 'usr_1' },
		legId: 'leg-1',
		state: 'ringing',
	},
};

test('an event is routed by its connection, the own number, the agent and the agent’s user', () => {
	expect(toNewEvent(ringing, connection)).toEqual({
		id: 'e-1',
		type: 'ringside.call.ringing',
		subject: 'webex-1',
		json: JSON.stringify(ringing),
		connectionId: 'con_1',
		localE164: '+4930901820200',
		personKeys: ['tel:+4930901820111'],
		agentUserId: 'usr_1',
		agentKey: '7',
	});
});

test.each([
	[{ id: '7', name: 'Ada' }, '7'],
	[{ name: 'Ada' }, 'Ada'],
	[{ id: '', name: 'Ada' }, 'Ada'],
	[{}, undefined],
])('an agent (%j) is known by %s', (agent, agentKey) => {
	expect(toNewEvent({ ...ringing, data: { ...ringing.data, agent } }, connection).agentKey).toBe(agentKey);
});

test('without own number and agent it is routed by its connection alone', () => {
	const { agent: _, ...data } = ringing.data;
	const stored = toNewEvent({ ...ringing, data: { ...data, local: { raw: '' } } }, connection);
	expect(Object.keys(stored).sort()).toEqual(['connectionId', 'id', 'json', 'personKeys', 'subject', 'type']);
});

test.each([
	['against the contract', { ...ringing, data: { ...ringing.data, remote: { raw: 'x'.repeat(501) } } }],
	['with an id longer than the log takes', { ...ringing, id: 'x'.repeat(301) }],
	['of another connection', { ...ringing, source: '/connections/con_2' }],
])('an event %s is a bug of the parser', (_, event) => {
	expect(() => toNewEvent(event as RingsideEvent, connection)).toThrow(/parser made an event/);
});
