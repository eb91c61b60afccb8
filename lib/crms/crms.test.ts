import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { crms } from './index.ts';

const files = readdirSync(import.meta.dirname)
	.filter((name) => name.endsWith('.ts') && !/^(index|crm-page)\.ts$|\.test\.ts$/.test(name))
	.map((name) => name.replace(/\.ts$/, ''));

test('every CRM page in the folder is found, under its file’s name', () =>
	expect(crms.map(({ id }) => id).sort()).toEqual(files.sort()));

describe.each(crms)('$id', ({ label, matches }) => {
	test('asks for its own hosts over https, and for nothing wider', () => {
		expect(label).not.toBe('');
		expect(matches.length).toBeGreaterThan(0);
		for (const pattern of matches)
			expect(pattern).toMatch(/^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+\/\*$/);
	});
});

test.each([
	['hubspot', 'https://app.hubspot.com/contacts/748510/record/0-1/251', '251'],
	['hubspot', 'https://app-eu1.hubspot.com/contacts/748510/company/77', '77'],
	['hubspot', 'https://app.hubspot.com/contacts/748510/record/0-3/9', undefined],
	['pipedrive', 'https://acme.pipedrive.com/person/12', '12'],
	['pipedrive', 'https://acme.pipedrive.com/deal/12', undefined],
	[
		'salesforce',
		'https://acme.lightning.force.com/lightning/r/Contact/0035g00000abcDEAAZ/view',
		'0035g00000abcDEAAZ',
	],
	['salesforce', 'https://acme.lightning.force.com/lightning/o/Contact/list', undefined],
	['zoho', 'https://crm.zoho.eu/crm/org20065/tab/Contacts/4150868000000376008', '4150868000000376008'],
	['zoho', 'https://crm.zoho.com/crm/tab/Leads/41', '41'],
	[
		'recruitee',
		'https://app.recruitee.com/#/dashboard/overview?candidate=33498831&company=38422',
		'33498831',
	],
	['recruitee', 'https://app.recruitee.com/#/settings/apps', undefined],
])('%s: the record on %s is %s', (id, address, subject) =>
	expect(crms.find((crm) => crm.id === id)?.subject?.(new URL(address))).toBe(subject),
);
