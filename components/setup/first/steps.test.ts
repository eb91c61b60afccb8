import { expect, test } from 'vitest';
import type { ConnectionView } from '../../../lib/contract/index.ts';
import type { ProviderCard } from '../../../lib/contract/setup.ts';
import { doneSteps, firstSteps } from './steps.ts';

const text = { en: 'x', de: 'x', es: 'x' };
const webex: ProviderCard = {
	...{ provider: 'webex', label: 'Webex', documentation: 'https://developer.webex.com/', about: text },
	...{ ownedBy: 'user', connectBy: 'sign-in', effort: 'minutes', fields: [], steps: [] },
	app: { isEntered: true, fields: [], steps: [] },
};
const own: ConnectionView = {
	...{ connectionId: 'con_1', provider: 'webex', name: 'Webex', state: 'ok', hookUrl: 'https://r.example/' },
	createdAt: '2026-03-01T00:00:00.000Z',
};
const nothing = {
	...{ isPaired: false, role: undefined, sites: [], providers: undefined, connections: undefined },
	...{ leadCount: 0, isLeadsSkipped: false, hasPainted: false },
} as const;
const member = { ...nothing, isPaired: true, role: 'member', providers: [webex], connections: [] } as const;

test('each step is done by what it is for, and by nothing else', () => {
	expect([...doneSteps(nothing)]).toEqual([]);
	expect([...doneSteps(member)]).toEqual(['pair']);
	expect([...doneSteps({ ...member, sites: ['https://crm.example/*'] })]).toEqual(['pair', 'site']);
	expect([...doneSteps({ ...member, connections: [own] })]).toEqual(['pair', 'phone']);
	expect([...doneSteps({ ...member, hasPainted: true })]).toEqual(['pair', 'ring']);
});

test('a phone that was signed out is to be signed in to again', () => {
	const signedOut: ConnectionView = { ...own, signIn: { state: 'needed' } };
	expect(doneSteps({ ...member, connections: [signedOut] }).has('phone')).toBe(false);
});

test('where there is nothing to sign in to, a member has nothing to do, an admin has', () => {
	const providers = [{ ...webex, app: { isEntered: false, fields: [], steps: [] } }];
	expect(doneSteps({ ...member, providers }).has('phone')).toBe(true);
	expect(doneSteps({ ...member, role: 'admin', providers }).has('phone')).toBe(false);
});

test('as long as the server has not said, nothing is called done', () => {
	expect(doneSteps({ ...member, providers: undefined }).has('phone')).toBe(false);
});

test('leads are an admin’s step: done with the first lead, or skipped', () => {
	const admin = { ...member, role: 'admin' } as const;
	expect(firstSteps('admin')).toContain('leads');
	for (const role of ['member', 'supervisor', undefined] as const)
		expect(firstSteps(role)).not.toContain('leads');
	expect(doneSteps(admin).has('leads')).toBe(false);
	expect(doneSteps({ ...admin, leadCount: 1 }).has('leads')).toBe(true);
	expect(doneSteps({ ...admin, isLeadsSkipped: true }).has('leads')).toBe(true);
	expect(doneSteps({ ...admin, isPaired: false, leadCount: 1 }).has('leads')).toBe(false);
});
