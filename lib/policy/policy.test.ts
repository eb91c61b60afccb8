import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policyKeys, readPolicy } from './policy.ts';

const full = {
	serverUrl: 'https://ringside.example.com/',
	signUpCode: 'ABCD-EFGH-JKMN-PQRS',
	userName: 'Sara Weiss',
	sites: ['https://app.hubspot.com/*', 'https://*.pipedrive.com/*'],
};

test('a policy is read as the company wrote it', () => {
	expect(readPolicy(full)).toEqual({ ...full, serverUrl: 'https://ringside.example.com' });
	expect(readPolicy({})).toEqual({ sites: [] });
});

test.each([
	['http to another machine', { serverUrl: 'http://ringside.example.com' }],
	['a script', { serverUrl: 'javascript:alert(1)' }],
	['credentials in the address', { serverUrl: 'https://a:b@ringside.example.com' }],
	['a number', { serverUrl: 7 }],
	['a code that is too short to be one', { signUpCode: 'abc' }],
	['a code that is a list', { signUpCode: ['ABCD-EFGH'] }],
	['an empty name', { userName: ' ' }],
	['every site there is', { sites: ['<all_urls>'] }],
	['every host', { sites: ['https://*/*'] }],
	['any scheme', { sites: ['*://crm.example.com/*'] }],
	['files', { sites: ['file:///*'] }],
	['a path', { sites: ['https://crm.example.com/secret/*'] }],
	['a text for a list', { sites: 'https://crm.example.com/*' }],
])('%s is left out, and the rest holds', (_, wrong) => {
	const [key] = Object.keys(wrong);
	const { [key as keyof typeof full]: without, ...rest } = readPolicy({ ...full, ...wrong });
	expect(without === undefined || (Array.isArray(without) && without.length === 0)).toBe(true);
	expect(Object.values(rest).every((value) => value !== undefined)).toBe(true);
});

test('one site that cannot be used does not take the others with it', () => {
	expect(readPolicy({ sites: ['<all_urls>', 'https://crm.example.com/*', 3] }).sites).toEqual([
		'https://crm.example.com/*',
	]);
});

test('whatever a browser hands over, it is read', () => {
	fc.assert(fc.property(fc.anything(), (raw) => Array.isArray(readPolicy(raw).sites)));
});

test('the browser’s schema and ours name the same keys', () => {
	const file = path.join(import.meta.dirname, '../../public/managed-schema.json');
	const { properties } = JSON.parse(readFileSync(file, 'utf8'));
	expect(Object.keys(properties).sort()).toEqual(Object.keys(policyKeys).sort());
});
