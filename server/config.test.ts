import { describe, expect, test } from 'vitest';
import { reachOf, readConfig } from './config.ts';

describe('settings', () => {
	test('without any setting the server starts on port 8787 with its data beside it', () => {
		const read = readConfig({});
		expect(read).toMatchObject({
			kind: 'config',
			config: { port: 8787, publicUrl: 'http://localhost:8787' },
		});
	});

	test.each([
		['PORT', 'eighty'],
		['PORT', '70000'],
		['PUBLIC_URL', 'ringside.example.com'],
		['PUBLIC_URL', 'ftp://ringside.example.com'],
		['PUBLIC_URL', 'https://ringside.example.com/?token=1'],
		['LOG_LEVEL', 'loud'],
		['RINGSIDE_REGION', 'Germany'],
	])('a wrong %s (%s) stops the start with its name and an example', (name, value) => {
		const read = readConfig({ [name]: value });
		expect(read.kind).toBe('wrong');
		if (read.kind !== 'wrong') return;
		expect(read.reasons).toHaveLength(1);
		expect(read.reasons[0]).toMatch(new RegExp(`^${name} .+\\(for example: `));
		expect(read.reasons[0]).not.toContain('token=1');
	});

	test('a database address is refused in plain words, and not repeated', () => {
		const read = readConfig({ DATABASE_URL: 'postgres://user:hunter2@db/ringside' });
		expect(read).toMatchObject({ kind: 'wrong' });
		if (read.kind !== 'wrong') return;
		expect(read.reasons[0]).toContain('not available yet');
		expect(read.reasons[0]).not.toContain('hunter2');
	});

	test('an empty variable counts as not set', () => {
		expect(readConfig({ DATABASE_URL: '', PORT: '' }).kind).toBe('config');
	});

	test.each([
		['https://ringside.example.com', 'public'],
		['http://ringside.example.com', 'local'],
		['https://localhost', 'local'],
		['https://ringside.localhost:8443', 'local'],
		['https://192.168.1.4', 'local'],
		['https://172.20.0.1', 'local'],
		['https://[::1]', 'local'],
		['https://ringside', 'local'],
	])('%s is %s', (url, reach) => {
		expect(reachOf(url)).toBe(reach);
	});
});
