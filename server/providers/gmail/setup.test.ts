import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GmailSimulator, PUSH_ACCOUNT } from '../../../tests/support/vendors/gmail.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import gmail from './index.ts';

const provider: Provider = gmail;
const start = Date.parse('2026-05-12T08:30:00.000Z');
const DAY = 24 * 60 * 60_000;
const MAILBOX = 'noa@firm.example';
const noa = { id: 'g-1', label: MAILBOX };

let google: GmailSimulator;
let connected: ConnectedVendor;
beforeEach(async () => {
	google = await new GmailSimulator(() => connected.now).start();
	const { topicName } = google.project;
	connected = connectVendor(provider, google, {
		secrets: {},
		settings: { mailbox: MAILBOX, pushServiceAccount: PUSH_ACCOUNT, topicName },
		now: start,
	});
	signInAgain();
});
afterEach(() => google.stop());

function signInAgain() {
	const { secrets } = connected.connection;
	connected.connection = {
		...connected.connection,
		secrets: { ...secrets, accessToken: google.oauth.grantTo(noa) },
	};
}

const watchesAsked = () => google.requests.filter((request) => request === '/watch').length;

describe('signing in', () => {
	test('gives the connection its mailbox, so that the app knows the rest', async () => {
		const account = await gmail.signIn.account(connected.tools());
		expect(account).toEqual({
			kind: 'read',
			value: { accountId: MAILBOX, label: MAILBOX, settings: { mailbox: MAILBOX } },
		});
		const app = {
			topicName: 'projects/a/topics/b',
			pushServiceAccount: PUSH_ACCOUNT,
			publishing: 'internal',
		};
		const { publishing, ...known } = app;
		expect(gmail.settings.parse({ ...app, mailbox: MAILBOX })).toEqual({ ...known, mailbox: MAILBOX });
	});

	test('lasts a week while the consent screen is in testing, else until it is taken back', () => {
		expect(gmail.signIn.lifetimeMs?.({ publishing: 'testing' })).toBe(7 * DAY);
		expect(gmail.signIn.lifetimeMs?.({ publishing: 'internal' })).toBeUndefined();
	});
});

describe('the watch', () => {
	test('is begun, and left alone for a day', async () => {
		const { trouble, subscriptions } = await connected.reconcile();
		expect(trouble).toBeUndefined();
		expect(subscriptions).toMatchObject([{ name: 'watch', state: 'active', expiresAt: start + 7 * DAY }]);
		connected.now = start + DAY / 2;
		await connected.reconcile();
		expect(watchesAsked()).toBe(1);
	});

	test('is renewed each day', async () => {
		for (let day = 0; day < 10; day += 1) {
			connected.now = start + day * (DAY + 60_000);
			signInAgain();
			await connected.reconcile();
		}
		expect(watchesAsked()).toBe(10);
		expect(google.watches.get(MAILBOX)).toBe(connected.now + 7 * DAY);
		expect(google.requests).not.toContain('/stop');
	});

	test('goes on after an outage that was longer than it', async () => {
		await connected.reconcile();
		google.isDown = true;
		connected.now = start + 8 * DAY;
		signInAgain();
		expect((await connected.reconcile()).trouble).toMatchObject({ kind: 'later' });
		google.isDown = false;
		expect((await connected.reconcile()).subscriptions).toMatchObject([
			{ state: 'active', expiresAt: start + 15 * DAY },
		]);
	});

	test('moves to the topic that was entered since', async () => {
		await connected.reconcile();
		google.project.topicName = 'projects/acme/topics/other';
		connected.connection.settings = {
			...connected.connection.settings,
			topicName: 'projects/acme/topics/other',
		};
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ state: 'active', vendorId: 'projects/acme/topics/other' }]);
	});

	test('is refused while Gmail may not publish to the topic, and begun once it may', async () => {
		google.project.isGranted = false;
		expect((await connected.reconcile()).trouble).toMatchObject({ kind: 'forbidden' });
		google.project.isGranted = true;
		expect((await connected.reconcile()).subscriptions).toMatchObject([{ state: 'active' }]);
	});

	test('is not begun for a connection that was made by hand, without a topic', async () => {
		const { mailbox = '', pushServiceAccount = '' } = connected.connection.settings;
		connected.connection.settings = { mailbox, pushServiceAccount };
		expect((await connected.reconcile()).subscriptions).toEqual([]);
		expect(watchesAsked()).toBe(0);
	});

	test('that is fine does not hide a sign-in that was taken back', async () => {
		await connected.reconcile();
		google.oauth.revokeAll(noa.id);
		expect(await connected.reconcile()).toMatchObject({
			trouble: { kind: 'signed-out' },
			subscriptions: [{ state: 'active' }],
		});
	});

	test('ends with the connection', async () => {
		const { subscriptions } = await connected.reconcile();
		const list = await gmail.subscriptions.list(connected.tools(), subscriptions);
		if (list.kind !== 'read' || !list.value[0]) throw new Error('no watch');
		expect(await gmail.subscriptions.remove(list.value[0], connected.tools())).toMatchObject({
			kind: 'read',
		});
		expect(google.watches.size).toBe(0);
	});
});

test('a mailbox that has changed without a push is read', async () => {
	const historyId = google.add({ id: 'm1' });
	const read = await gmail.backfill(start, { ...connected.tools(), knownCalls: [] });
	const payload = { connectionId: 'con_test', historyId };
	expect(read).toEqual({
		kind: 'read',
		value: { events: [], jobs: [{ kind: 'gmail.read-history', key: `con_test|${historyId}`, payload }] },
	});
});

describe('the guide', () => {
	const values = { redirectUri: 'https://r.example/oauth/callback', publicUrl: 'https://r.example' };
	const shown = JSON.stringify(gmail.guide.app?.steps(values));

	test('asks only for what the settings know, and what only the app needs', () => {
		const names = gmail.guide.app?.fields.map(({ name }) => name);
		expect(names).toEqual(['topicName', 'pushServiceAccount', 'publishing', 'audience']);
		expect(gmail.guide.fields).toEqual([]);
	});

	test('shows the redirect address, the push address as its audience, and who publishes', () => {
		expect(shown).toContain(values.redirectUri);
		expect(shown).toContain('--push-endpoint=https://r.example/api/webhooks/gmail/push ');
		expect(shown).toContain('--push-auth-token-audience=https://r.example/api/webhooks/gmail/push');
		expect(shown).toContain('gmail-api-push@system.gserviceaccount.com');
	});
});
