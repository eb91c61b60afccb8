import { describe, expect, test } from 'vitest';
import { EventPattern } from '../../lib/contract/outgoing-webhook.ts';
import { isWanted } from './event-filter.ts';

describe('an event type is wanted', () => {
	test.each([
		['ringside.call.ended', ['call.ended'], true],
		['ringside.call.ended', ['ringside.call.ended'], true],
		['ringside.call.ended', ['call.ringing', 'call.*'], true],
		['ringside.call.recording.ready', ['call.*'], true],
		['ringside.call.recording.ready', ['call.recording.*'], true],
		['ringside.hologram.opened', ['*'], true],
		['ringside.hologram.opened', ['hologram.opened'], true],
		['ringside.call.ended', ['call.end'], false],
		['ringside.call.ended', ['call.ended.now'], false],
		['ringside.call.ended', ['call'], false],
		['ringside.callback.due', ['call.*'], false],
		['ringside.call.ended', [], false],
	])('%s by %j: %s', (type, patterns, wanted) => {
		expect(isWanted(type, patterns)).toBe(wanted);
	});
});

describe('a pattern', () => {
	test.each(['call.ended', 'call.*', '*', 'ringside.call.*', 'hologram.opened'])('may be %s', (pattern) => {
		expect(EventPattern.safeParse(pattern).success).toBe(true);
	});
	test.each(['', 'call.', '*.ended', 'call.*.ready', 'Call.Ended', 'call ended', '.*', 'a'.repeat(101)])(
		'may not be “%s”',
		(pattern) => {
			expect(EventPattern.safeParse(pattern).success).toBe(false);
		},
	);
});
