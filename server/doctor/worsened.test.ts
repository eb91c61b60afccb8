import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../store/setup-port.ts';
import { changeSince, problemsOf } from './worsened.ts';

type State = CheckResult['state'];
const checks = (states: Record<string, State>): CheckResult[] =>
	Object.entries(states).map(([name, state]) => ({
		...{ workspaceId: 'w', connectionId: 'c', name, state, json: '{}', checkedAt: 1 },
	}));

/** What is told over some rounds. */
function told(...rounds: Record<string, State>[]): string[] {
	let before = {};
	return rounds.map((round) => {
		const change = changeSince(before, checks(round));
		before = problemsOf(checks(round), before);
		return change.kind === 'worse' ? `${change.worst.name} ${change.worst.state}` : change.kind;
	});
}

describe('what somebody is told of checks', () => {
	test('a fault is told once, and so is its end', () => {
		expect(told({ a: 'ok' }, { a: 'broken' }, { a: 'broken' }, { a: 'ok' }, { a: 'ok' })).toEqual([
			...['same', 'a broken', 'same', 'well', 'same'],
		]);
	});

	test('getting worse is told, getting somewhat better is not', () => {
		expect(told({ a: 'attention' }, { a: 'broken' }, { a: 'attention' }, { a: 'ok' })).toEqual([
			...['a attention', 'a broken', 'better', 'well'],
		]);
	});

	test('a second fault is told beside the first; of several new ones the worst', () => {
		expect(told({ a: 'broken' }, { a: 'broken', b: 'attention' })).toEqual(['a broken', 'b attention']);
		expect(told({ a: 'attention', b: 'broken' })).toEqual(['b broken']);
	});

	test('a vendor that cannot be asked for a while makes no noise', () => {
		expect(told({ a: 'broken' }, { a: 'unknown' }, { a: 'broken' }, { a: 'unknown' }, { a: 'ok' })).toEqual([
			...['a broken', 'same', 'same', 'same', 'well'],
		]);
		expect(told({ a: 'unknown' }, { a: 'ok' })).toEqual(['same', 'same']);
	});
});
