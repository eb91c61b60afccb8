import { expect, test } from '@playwright/test';
import { numbers } from '../../demo/sample-crm/people.ts';
import { ConversationPage, ConversationsPage } from '../../lib/contract/conversation.ts';
import ringcentral from '../../server/providers/ringcentral/index.ts';
import { addConnection } from '../support/cli.ts';
import { simulatedCall } from '../support/simulated-call.ts';
import { ACCESS_TOKEN, GmailSimulator, MAILBOX, PUSH_ACCOUNT } from '../support/vendors/gmail.ts';
import { startWorld, type World } from '../support/world.ts';

let google: GmailSimulator;
let world: World;

test.beforeAll(async () => {
	google = await new GmailSimulator().start();
	const hosts = ['https://gmail.googleapis.com', 'https://www.googleapis.com'];
	const origins = hosts.map((host) => `${host}=${google.origin}`).join(',');
	world = await startWorld({ RINGSIDE_VENDOR_ORIGINS: origins });
});

test.afterAll(async () => {
	await world.close();
	google.stop();
});

async function ask(path: string): Promise<unknown> {
	const headers = { authorization: `Bearer ${world.token}` };
	return (await fetch(`${world.server.origin}${path}`, { headers })).json();
}

async function sendSms(from: string): Promise<void> {
	const secret = 'the-verification-token';
	const { hookUrl } = await addConnection(world.server, 'ringcentral', secret);
	const line = { from, to: numbers.ownLine };
	const sms = simulatedCall(ringcentral, { hookUrls: [hookUrl], secret, scenario: 'sms', ...line });
	expect((await sms.next()).map(({ status }) => status)).toEqual([200]);
}

/** A mail reaches the mailbox, and Google tells the hook no more than that. */
async function sendMail(from: string, subject: string): Promise<void> {
	const settings = ['--set', `mailbox=${MAILBOX}`, '--set', `pushServiceAccount=${PUSH_ACCOUNT}`];
	const { hookUrl } = await addConnection(world.server, 'gmail', ACCESS_TOKEN, ...settings);
	const historyId = google.add({ id: 'mail1', from, to: MAILBOX, subject, text: 'I can.', at: Date.now() });
	const data = Buffer.from(JSON.stringify({ emailAddress: MAILBOX, historyId })).toString('base64');
	const answer = await fetch(hookUrl, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${await google.token({ aud: hookUrl }, Date.now())}`,
		},
		body: JSON.stringify({ message: { data, messageId: '1' }, subscription: 'projects/p/subscriptions/s' }),
	});
	expect(answer.status).toBe(204);
}

test('an SMS and a mail of one person are one conversation', async () => {
	await sendSms(numbers.mira);
	await sendMail('Mira Lindqvist <mira.lindqvist@example.com>', 'Our talk');
	const messages = async () => {
		const { conversations } = ConversationsPage.parse(await ask('/v1/conversations'));
		expect(conversations.map(({ lead }) => lead?.name)).toEqual(['Mira Lindqvist']);
		const id = encodeURIComponent(conversations[0]?.conversationId ?? '');
		const { entries } = ConversationPage.parse(await ask(`/v1/conversations/${id}`));
		return entries.flatMap((entry) => (entry.kind === 'message' ? [entry] : []));
	};
	// The mail is read by a job.
	await expect.poll(async () => (await messages()).length).toBe(2);
	const said = (await messages()).map(({ state, message }) => [
		message.channel,
		state,
		message.subject,
		message.text.trim(),
	]);
	expect(said.sort()).toEqual([
		['email', 'received', 'Our talk', 'I can.'],
		['sms', 'received', undefined, 'Can we talk at 3 pm?'],
	]);
});
