import { expect, test } from 'vitest';
import type { WizardStep } from '../../components/setup/connections/wizard.tsx';
import type { ConnectionView } from '../../lib/contract/index.ts';
import type { ProviderCard } from '../../lib/contract/setup.ts';
import { firstStep, hasMoreToDo, nextStep, signInsOf } from './wizard-steps.ts';

const text = { en: 'x', de: 'x', es: 'x' };
const webex: ProviderCard = {
	...{ provider: 'webex', label: 'Webex', documentation: 'https://developer.webex.com/', about: text },
	...{ ownedBy: 'user', connectBy: 'sign-in', effort: 'minutes', fields: [], steps: [] },
	app: { isEntered: true, fields: [], steps: [] },
};
const own: ConnectionView = {
	...{ connectionId: 'con_1', provider: 'webex', name: 'Webex', state: 'ok', hookUrl: 'https://r.example/' },
	createdAt: '2026-03-01T00:00:00.000Z',
	signIn: { state: 'ok', endsAt: '2026-05-01T12:00:00.000Z' },
};
const waiting: WizardStep = { kind: 'sign-in', card: webex, state: 'waiting' };

test('the app comes once, before the first sign-in; what needs none begins with its form', () => {
	expect(firstStep(webex)).toMatchObject({ kind: 'sign-in', state: 'ready' });
	expect(firstStep({ ...webex, app: { isEntered: false, fields: [], steps: [] } }).kind).toBe('app');
	expect(firstStep({ ...webex, connectBy: 'key', app: undefined }).kind).toBe('form');
});

test('a sign-in is done when its connection appears, and not by one that was there before', () => {
	expect(nextStep(waiting, [own], signInsOf([own]))).toBe(waiting);
	expect(nextStep(waiting, [own], signInsOf([]))).toMatchObject({ state: 'done' });
	expect(nextStep(waiting, [{ ...own, provider: 'gmail' }], signInsOf([]))).toBe(waiting);
});

test('signing in again is done when that very connection is signed in', () => {
	const again: WizardStep = { ...waiting, connectionId: 'con_1' };
	const out: ConnectionView = { ...own, signIn: { state: 'needed' } };
	const before = signInsOf([out]);
	expect(nextStep(again, [out], before)).toBe(again);
	expect(nextStep(again, [out, { ...own, connectionId: 'con_2' }], before)).toBe(again);
	expect(nextStep(again, [own], before)).toMatchObject({ state: 'done' });
});

test('a guide follows its connection, and closes when that is gone', () => {
	const guide: WizardStep = { kind: 'guide', label: 'Webex', connection: own, steps: [] };
	const heard = { ...own, lastEventAt: '2026-03-10T09:00:00.000Z' };
	expect(nextStep(guide, [heard], new Map())).toMatchObject({ connection: heard });
	expect(nextStep(guide, [], new Map())).toEqual({ kind: 'closed' });
});

test('steps that name the new connection’s own values are shown once it is there; the same again are not', () => {
	const steps = [{ text }];
	const card = { ...webex, steps };
	expect(hasMoreToDo(card, [{ text, copy: [{ label: text, value: 'https://r.example/hooks/x/y' }] }])).toBe(
		true,
	);
	expect(hasMoreToDo(card, [{ text }])).toBe(false);
	expect(hasMoreToDo({ ...webex, steps: [] }, [])).toBe(false);
});
