import { describe, expect, test } from 'vitest';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import english from '../../locales/en.json' with { type: 'json' };
import { makeWords } from '../ui/words.ts';
import { connectionWords, firstThing } from './connection-words.ts';

const words = makeWords((key) => english[key]);
const now = 1_000_000;
const server = { url: 'https://ring.example.com', workspaceName: 'W', userName: 'U', role: 'admin' } as const;
const well: ExtensionStatus = {
	connection: { kind: 'online', since: 0, lastHeardAt: now - 4_000, transport: 'websocket' },
	server,
	region: 'DE',
	sites: ['https://app.hubspot.com/*'],
	leads: { count: 20, total: 20, syncing: false },
	hasPainted: true,
};

describe('the connection in words', () => {
	test('says when the server was last heard', () => {
		const said = connectionWords(well, now, words);
		expect(said).toEqual({ tone: 'good', title: 'Connected to ring.example.com, last heard 4 sec. ago' });
	});

	test('a connection that has gone silent is not called good', () => {
		const connection = { ...well.connection, lastHeardAt: now - 60_000 } as ExtensionStatus['connection'];
		expect(connectionWords({ ...well, connection }, now, words).tone).toBe('warn');
	});

	test('keeps the technical reason apart from the words', () => {
		const connection = { kind: 'connecting', since: 0, attempt: 3, lastFailure: 'close 1006' } as const;
		const said = connectionWords({ connection, server }, now, words);
		expect(said.title).toBe('Reconnecting to ring.example.com, attempt 3');
		expect(said.technical).toBe('close 1006');
	});
});

describe('the one thing to do first', () => {
	test('is nothing when all is well', () => expect(firstThing(well, [])).toBeUndefined());

	test.each<[string, Partial<ExtensionStatus>]>([
		['pair', { connection: { kind: 'unpaired' }, sites: [] }],
		['pair', { connection: { kind: 'refused', since: 0 } }],
		['site', { sites: [] }],
		['wait', { connection: { kind: 'offline', since: 0 } }],
		['leads', { leads: { count: 0, total: 0, syncing: false } }],
	])('is %s', (first, part) => expect(firstThing({ ...well, ...part }, [])).toBe(first));
});
