import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../store/ports.ts';
import { createSubjects, routingsOf } from './subjects.ts';

const event = (type: string, change: Partial<StoredEvent> = {}): StoredEvent => ({
	workspaceId: 'ws',
	seq: 1,
	id: 'e',
	type: `ringside.${type}`,
	subject: 'call-1',
	connectionId: 'shared',
	json: '{}',
	...change,
});
const berlin = event('call.ringing', { localE164: '+493023125000' });
const numbers = (events: StoredEvent[]) => routingsOf(events).map(({ localE164 }) => localE164);

describe('who is told of what follows a call', () => {
	test.each([
		'call.recording.ready',
		'voicemail.received',
		'transcript.segment',
		'transcript.ready',
		'extraction.ready',
	])('%s, which names no number, goes where its call went, whichever came first', (type) => {
		const follower = event(type);
		expect(numbers([berlin, follower])).toEqual(['+493023125000']);
		expect(numbers([follower, berlin])).toEqual(['+493023125000']);
		const subjects = createSubjects();
		for (const one of [follower, berlin, follower]) subjects.note(one);
		expect(subjects.of('call-1')?.map(({ localE164 }) => localE164)).toEqual(['+493023125000']);
	});

	test('without a call it goes by its own connection', () => {
		expect(routingsOf([event('transcript.ready')])).toMatchObject([{ connectionId: 'shared' }]);
	});

	test('one that names a number or an agent is told there too', () => {
		const other = event('voicemail.received', { localE164: '+493023125001' });
		expect(numbers([berlin, other])).toEqual(['+493023125000', '+493023125001']);
		const agent = event('transcript.ready', { agentUserId: 'ben' });
		expect(routingsOf([berlin, agent])).toHaveLength(2);
	});

	test('a call that rang for all before its number was known ends for all', () => {
		expect(routingsOf([event('call.ringing'), berlin])).toHaveLength(2);
	});
});

test('the subjects that were not heard of for longest are forgotten', () => {
	const subjects = createSubjects(2);
	for (const subject of ['a', 'b', 'a', 'c']) subjects.note({ ...berlin, subject });
	expect(['a', 'b', 'c'].map((subject) => subjects.of(subject)?.length)).toEqual([1, undefined, 1]);
});
