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
		['RINGSIDE_KEEP_DELIVERIES_DAYS', '0'],
		['RINGSIDE_KEEP_DELIVERIES_DAYS', 'a month'],
		['RINGSIDE_KEEP_DELIVERIES_DAYS', '1.5'],
		['RINGSIDE_KEEP_DELIVERIES_BYTES', '2GB'],
		['RINGSIDE_KEEP_DELIVERIES_BYTES', '1000'],
		['RINGSIDE_ALLOWED_INTERNAL', 'n8n.lan'],
		['RINGSIDE_ALLOWED_INTERNAL', 'http://n8n.lan:5678'],
		['RINGSIDE_ALLOWED_INTERNAL', 'n8n.lan:5678/webhook'],
		['RINGSIDE_ALLOWED_INTERNAL', 'n8n.lan:5678,'],
		['RINGSIDE_ALLOWED_INTERNAL', '*:5678'],
		['RINGSIDE_ALLOWED_INTERNAL', 'me@n8n.lan:5678'],
		['RINGSIDE_ALLOWED_INTERNAL', 'n8n.lan:70000'],
		['RINGSIDE_ALLOWED_INTERNAL', '10.0.0.5:80:90'],
		['RINGSIDE_VENDOR_ORIGINS', 'https://webexapis.com'],
		['RINGSIDE_VENDOR_ORIGINS', 'webexapis.com=127.0.0.1:9001'],
		['RINGSIDE_VENDOR_ORIGINS', 'http://webexapis.com=http://127.0.0.1:9001'],
		['RINGSIDE_VENDOR_ORIGINS', 'https://webexapis.com/v1=http://127.0.0.1:9001'],
		['RINGSIDE_VENDOR_ORIGINS', 'https://webexapis.com=http://127.0.0.1:9001/v1'],
		['RINGSIDE_VENDOR_ORIGINS', 'https://webexapis.com=http://me@127.0.0.1:9001'],
		['RINGSIDE_VENDOR_ORIGINS', 'https://webexapis.com=ftp://127.0.0.1'],
		['RINGSIDE_VENDOR_ORIGINS', 'https://webexapis.com=http://127.0.0.1:9001,'],
	])('a wrong %s (%s) stops the start with its name and an example', (name, value) => {
		const read = readConfig({ [name]: value });
		expect(read.kind).toBe('wrong');
		if (read.kind !== 'wrong') return;
		expect(read.reasons).toHaveLength(1);
		expect(read.reasons[0]).toMatch(new RegExp(`^${name} .+\\(for example: `));
		expect(read.reasons[0]).not.toContain('token=1');
	});

	test('services of the own network are named by host and port, spelled as addresses spell them', () => {
		const read = readConfig({ RINGSIDE_ALLOWED_INTERNAL: 'N8N.lan:5678, 10.0.0.5:80,[::1]:8080' });
		const allowedInternal = new Set(['n8n.lan:5678', '10.0.0.5:80', '[::1]:8080']);
		expect(read).toMatchObject({ kind: 'config', config: { allowedInternal } });
		expect(readConfig({})).toMatchObject({ config: { allowedInternal: new Set() } });
	});

	test('a gateway in a vendor’s place is named by its origin, spelled as addresses spell it', () => {
		const read = readConfig({
			RINGSIDE_VENDOR_ORIGINS:
				'https://WebexAPIs.com:443=http://127.0.0.1:9001, https://a.example=https://b.lan/',
		});
		const vendorOrigins = new Map([
			['https://webexapis.com', 'http://127.0.0.1:9001'],
			['https://a.example', 'https://b.lan'],
		]);
		expect(read).toMatchObject({ kind: 'config', config: { vendorOrigins } });
		expect(readConfig({})).toMatchObject({ config: { vendorOrigins: new Map() } });
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
