import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { FormField, GuideStep } from '../../lib/contract/setup.ts';
import { GmailSimulator, PUSH_ACCOUNT } from '../../tests/support/vendors/gmail.ts';
import type { OAuthSimulator } from '../../tests/support/vendors/oauth.ts';
import { RingCentralSimulator } from '../../tests/support/vendors/ringcentral.ts';
import { WebexSimulator } from '../../tests/support/vendors/webex.ts';
import { startTestApp } from '../http/app.testkit.ts';
import { manualClock } from '../intake/harness.testkit.ts';
import { startJobs } from '../jobs/start.ts';
import gmail from './gmail/index.ts';
import type { Provider } from './provider.ts';
import { createRegistry } from './registry.ts';
import ringcentral from './ringcentral/index.ts';
import webex from './webex/index.ts';

interface Vendor {
	oauth: OAuthSimulator;
	origins: [string, string][];
	start(): Promise<unknown>;
	stop(): void;
}

interface Case {
	provider: Provider;
	simulate(now: () => number): Vendor;
	appSettings: Record<string, string>;
	/** What the connection's settings are afterwards. */
	settings: Record<string, string>;
	subscriptions: string[];
}

const noa = { id: '900000107', label: 'noa@firm.example' };
const topicName = 'projects/acme/topics/ringside-gmail';

const cases: Case[] = [
	{
		provider: webex,
		simulate: (now) => new WebexSimulator(now),
		appSettings: {},
		settings: {},
		subscriptions: ['calls', 'recordings'],
	},
	{
		provider: ringcentral,
		simulate: (now) => new RingCentralSimulator(now),
		appSettings: {},
		settings: {},
		subscriptions: ['events'],
	},
	{
		provider: gmail,
		simulate: (now) => new GmailSimulator(now),
		appSettings: { topicName, pushServiceAccount: PUSH_ACCOUNT, publishing: 'testing' },
		settings: { topicName, pushServiceAccount: PUSH_ACCOUNT, mailbox: noa.label },
		subscriptions: ['watch'],
	},
];

let close: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
	for (const one of close) await one();
	close = [];
});

async function open({ provider, simulate, appSettings }: Case) {
	const clock = manualClock();
	const vendor = simulate(clock.now);
	await vendor.start();
	const vendorOrigins = new Map(vendor.origins);
	const t = await startTestApp({ clock, providers: createRegistry([provider]), vendorOrigins });
	close = [() => t.stop(), () => vendor.stop()];
	vendor.oauth.clients.get('client-1')?.redirectUris.add(`${t.origin}/oauth/callback`);
	const entry = { clientId: 'client-1', clientSecret: 'client-secret-1', settings: appSettings };
	expect((await t.api(t.admin.token, `/v1/apps/${provider.id}`, entry, 'PUT')).ok).toBe(true);
	const member = await t.addUser('member');
	const begin = async () => {
		const begun = await t.api(member.token, '/v1/sign-ins', { provider: provider.id });
		return z.object({ authorizeUrl: z.string() }).parse(await begun.json()).authorizeUrl;
	};
	return { t, vendor, clock, member, begin };
}

describe.each(cases)('$provider.id', (one) => {
	test('a member signs in and nothing more; her webhooks are then made by themselves', async () => {
		const { t, vendor, member, begin } = await open(one);
		const visited = await vendor.oauth.visit(await begin(), noa);
		if (!('location' in visited)) throw new Error(`the vendor said ${visited.status}`);
		const page = await fetch(visited.location);
		expect(page.status).toBe(200);
		const { workspaceId } = t.workspace;
		const directory = await t.store.records.directory(workspaceId);
		const connection = directory?.connections.find(({ ownerUserId }) => ownerUserId === member.user.userId);
		expect(connection).toMatchObject({ name: noa.label, settings: one.settings });
		const jobs = startJobs(t.context);
		onTestFinished(async () => void (await jobs.stop(1_000)));
		await expect
			.poll(
				async () => {
					const held = await t.store.setup.subscriptions(workspaceId, connection?.connectionId ?? '');
					return held.filter(({ state }) => state === 'active').map(({ name }) => name);
				},
				{ timeout: 5_000 },
			)
			.toEqual(one.subscriptions);
	});

	test('asks for each scope, with PKCE, at an address of the vendor', async () => {
		const { vendor, begin } = await open(one);
		const url = new URL(await begin());
		const { signIn } = one.provider;
		expect(url.searchParams.get('scope')).toBe(signIn?.scopes.map(({ name }) => name).join(' '));
		expect(url.searchParams.get('code_challenge_method')).toBe('S256');
		const named = new URL(signIn?.authorizeUrl ?? '');
		expect(vendor.origins.map(([origin]) => origin)).toContain(named.origin);
		expect(url.pathname).toBe(named.pathname);
	});

	test('a browser that is not known is asked who she is', async () => {
		const { vendor, begin } = await open(one);
		vendor.oauth.people.push(noa);
		const address = await begin();
		const page = await (await fetch(address)).text();
		const href = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
		const back = await fetch(new URL(href, address), { redirect: 'manual' });
		expect(back.headers.get('location')).toContain('code=');
	});

	test('shows the admin the redirect address to paste, and asks the member for nothing', () => {
		const { guide } = one.provider;
		const values = { redirectUri: 'https://r.example/oauth/callback', publicUrl: 'https://r.example' };
		const steps = z.array(GuideStep).parse(guide?.app?.steps(values));
		const pasted = steps.flatMap(({ copy }) => copy?.map(({ value }) => value) ?? []);
		expect(pasted).toContain(values.redirectUri);
		expect(
			z
				.array(FormField)
				.parse(guide?.app?.fields)
				.map(({ name }) => name)
				.sort(),
		).toEqual(expect.arrayContaining(Object.keys(one.appSettings).sort()));
		expect(guide?.fields).toEqual([]);
		expect(z.array(GuideStep).parse(guide?.steps(values))).toHaveLength(1);
	});
});
