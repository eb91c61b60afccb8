import { expect, test } from 'vitest';
import { namedSites } from '../../components/setup/first/allow-site.tsx';
import { siteList } from './site-list.ts';

const stateOf = (id: string, sites: ReturnType<typeof siteList>) =>
	sites.find((site) => site.id === id)?.state;

test('a CRM is on when the browser allows its pages', () => {
	const sites = siteList(['https://*.pipedrive.com/*'], []);
	expect(stateOf('pipedrive', sites)).toBe('on');
	expect(stateOf('hubspot', sites)).toBe('off');
});

test('a site that the browser took back is said to be lost, not off', () => {
	const sites = siteList([], ['https://*.pipedrive.com/*', 'https://crm.example.com/*']);
	expect(stateOf('pipedrive', sites)).toBe('lost');
	expect(stateOf('https://crm.example.com/*', sites)).toBe('lost');
});

test('a site of her own is listed by its address', () => {
	const [first] = siteList(['https://crm.example.com/*'], []);
	expect(first).toMatchObject({ label: 'crm.example.com', state: 'on' });
});

test('a site of her company’s policy is listed first, and is off until she switches it on', () => {
	const expected = ['https://crm.acme.example/*', 'https://*.pipedrive.com/*'];
	const sites = siteList([], [], expected);
	expect(sites.slice(0, 2).map(({ id }) => id)).toEqual(['https://crm.acme.example/*', 'pipedrive']);
	expect(sites.slice(0, 2).map(({ state }) => state)).toEqual(['off', 'off']);
	expect(stateOf('pipedrive', siteList(['https://*.pipedrive.com/*'], [], expected))).toBe('on');
});

test('a site of her team is listed before the others, and what her company’s policy names before that', () => {
	const team = ['https://crm.team.example/*', 'https://*.pipedrive.com/*'];
	const sites = siteList([], [], [], team);
	expect(sites.slice(0, 2).map(({ id }) => id)).toEqual(['https://crm.team.example/*', 'pipedrive']);
	const both = siteList([], [], ['https://crm.acme.example/*'], team);
	expect(both[0]).toMatchObject({ label: 'crm.acme.example', isExpected: true, isTeam: false });
});

test('a new colleague is offered what the policy names, else what the team uses, else nothing by name', () => {
	const labels = (...lists: string[][]) => namedSites(siteList([], [], ...lists)).map(({ label }) => label);
	expect(labels(['https://crm.acme.example/*'], ['https://crm.team.example/*'])).toEqual([
		'crm.acme.example',
	]);
	expect(labels([], ['https://crm.team.example/*'])).toEqual(['crm.team.example']);
	expect(labels([], [])).toEqual([]);
});

test('only what the server takes can be offered to the team', () => {
	const offerable = (pattern: string) =>
		siteList([pattern], []).find(({ id }) => id === pattern)?.isOfferable;
	expect(offerable('https://crm.team.example/*')).toBe(true);
	expect(offerable('http://crm.team.example/*')).toBe(false);
});
