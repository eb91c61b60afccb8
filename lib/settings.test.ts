import { expect, test } from 'vitest';
import { readOwnSettings } from './settings.ts';

const defaults = { notifications: 'unseen', language: 'browser' };

test.each([undefined, null, 'x', [], {}, { notifications: 'loudly', language: 7 }])(
	'%j is read as nothing chosen',
	(raw) => expect(readOwnSettings(raw)).toEqual(defaults),
);

test('one bad value does not take the good one with it', () => {
	expect(readOwnSettings({ notifications: 'never', language: 'xx' })).toEqual({
		...defaults,
		notifications: 'never',
	});
	expect(readOwnSettings({ language: 'es', unknown: 1 })).toEqual({ ...defaults, language: 'es' });
});
