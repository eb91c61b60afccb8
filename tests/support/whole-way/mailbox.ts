import { people } from '../../../demo/sample-crm/people.ts';
import { ConversationsPage } from '../../../lib/contract/conversation.ts';
import { tokenOf } from '../pairing.ts';
import { GmailSimulator, PUSH_ACCOUNT } from '../vendors/gmail.ts';
import {
	type Arrival,
	account,
	allAccepted,
	type CopiedValue,
	copiedAs,
	registerApp,
	type WholeWayVendor,
} from './vendor.ts';

const SUBJECT = 'Our talk on Friday';
const PATIENCE_MS = 15_000;

/** Gmail, whose mails come in by a push of Google Cloud and are read by a job. */
export async function startGmail(): Promise<WholeWayVendor> {
	const google = await new GmailSimulator().start();
	return {
		provider: 'gmail',
		label: 'Gmail',
		accept: `Accept as ${account.label}`,
		origin: google.origin,
		origins: google.origins,
		register: (copied) => ({
			...registerApp(google.oauth, copiedAs(copied, 'Redirect URI')),
			...runCommands(google, copied),
			'Who may sign in, as set on the consent screen': 'Internal',
		}),
		isListening: () => google.watches.has(account.label),
		async arrive(arrival) {
			const { name, email } = people[0] ?? {};
			google.add({
				id: 'mail1',
				from: `${name} <${email}>`,
				to: account.label,
				subject: SUBJECT,
				text: 'Yes.',
			});
			allAccepted(await google.ring());
			await seeMail(arrival, name ?? '');
		},
		close: () => google.stop(),
	};
}

/** What the copied commands of the guide do at Google Cloud, and the two lines that they print. */
function runCommands({ project }: GmailSimulator, copied: readonly CopiedValue[]): Record<string, string> {
	const commands = copied.map(({ text }) => text).join('\n');
	const given = (flag: string) => new RegExp(`--${flag}=(\\S+)`).exec(commands)?.[1];
	project.pushEndpoint = given('push-endpoint');
	project.audience = given('push-auth-token-audience');
	return { Topic: project.topicName, 'Service account': PUSH_ACCOUNT };
}

/** The mail stands in the conversations that she may see. */
async function seeMail({ member, server }: Arrival, name: string): Promise<void> {
	const headers = { authorization: `Bearer ${await tokenOf(member.chromium)}` };
	const deadline = performance.now() + PATIENCE_MS;
	for (;;) {
		const response = await fetch(`${server}/v1/conversations`, { headers });
		const { conversations } = ConversationsPage.parse(await response.json());
		if (conversations.some(({ lead, last }) => lead?.name === name && last.kind === 'message')) return;
		if (performance.now() > deadline) throw new Error(`No mail, but ${JSON.stringify(conversations)}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
