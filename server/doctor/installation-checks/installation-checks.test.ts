import { describe, expect, test } from 'vitest';
import { spanText, whenText } from '../times.ts';
import { facts } from './facts.testkit.ts';
import type { InstallationFacts } from './facts.ts';
import { installationChecks } from './index.ts';

const DAY = 24 * 60 * 60 * 1_000;
const { now } = facts();

function bad(change: Partial<InstallationFacts>) {
	return installationChecks
		.flatMap((check) => check(facts(change)))
		.filter(({ state }) => state !== 'ok')
		.map(({ name, state }) => `${name} ${state}`);
}

describe('the installation', () => {
	test('where all is well, nothing is wrong', () => {
		expect(bad({})).toEqual([]);
	});

	test.each<[string, Partial<InstallationFacts>, string[]]>([
		['a name that leads nowhere', { address: { kind: 'unresolved' } }, ['public-address broken']],
		['nobody at the address', { address: { kind: 'no-connection' } }, ['public-address broken']],
		['another server there', { address: { kind: 'other-server', status: 404 } }, ['public-address broken']],
		['a redirect', { address: { kind: 'redirected', host: 'www.example.com' } }, ['public-address broken']],
		[
			'a proxy that stops large requests',
			{ address: { kind: 'reached', largeBodies: 'stopped' } },
			['public-address attention'],
		],
		[
			'a server on somebody’s desk',
			{
				publicUrl: 'http://localhost:8787',
				address: { kind: 'no-connection' },
				certificate: { kind: 'none' },
			},
			['public-address attention'],
		],
		[
			'a certificate that ran out',
			{
				address: { kind: 'no-connection' },
				certificate: { kind: 'not-trusted', reason: 'CERT_HAS_EXPIRED', validUntil: now - 1 },
			},
			['public-address broken', 'certificate broken'],
		],
		[
			'a certificate that ends in 13 days',
			{ certificate: { kind: 'trusted', validUntil: now + 13 * DAY } },
			['certificate attention'],
		],
		['a clock behind its own log', { clock: { isBehindLog: true } }, ['clock broken']],
		['a store in trouble', { database: { ok: false, reason: 'disk full' } }, ['database broken']],
		['little room', { freeBytes: 100 * 2 ** 20 }, ['disk attention']],
		['no room', { freeBytes: 2 ** 20 }, ['disk broken']],
		['work given up', { jobs: { dead: 2 } }, ['jobs attention']],
		['work that is late', { jobs: { dead: 0, oldestDueAt: now - DAY } }, ['jobs attention']],
		['no leads', { leadCount: 0 }, ['leads attention']],
		['no browser', { devices: { paired: 0, connected: 0 } }, ['devices attention']],
		['all asleep', { devices: { paired: 3, connected: 0 } }, ['devices unknown']],
	])('%s', (_, change, expected) => {
		expect(bad(change)).toEqual(expected);
	});
});

describe('times are said as people say them', () => {
	test.each([
		[now + 9.9 * DAY, { en: 'in 9 days', de: 'in 9 Tagen', es: 'dentro de 9 días' }],
		[now - 3 * 60 * 60_000, { en: '3 hours ago', de: 'vor 3 Stunden', es: 'hace 3 horas' }],
		[now + 1, { en: 'in 1 minute', de: 'in 1 Minute', es: 'dentro de 1 minuto' }],
	])('%#', (at, text) => {
		expect(whenText(at, now)).toEqual(text);
	});

	test('a span has no direction', () => {
		expect(spanText(-2 * DAY)).toEqual({ en: '2 days', de: '2 Tage', es: '2 días' });
	});
});
