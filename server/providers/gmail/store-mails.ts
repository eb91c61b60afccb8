import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { emailKey } from '../../../lib/phone/index.ts';
import type { JobTools } from '../../jobs/provider-job.ts';
import { eventOf } from '../event.ts';
import { personOf } from '../person.ts';
import type { HookConnection } from '../provider.ts';
import type { Asked } from '../vendor.ts';
import type { Get } from './api.ts';
import { type Mail, type MailAddress, readMail } from './mail.ts';
import { GmailMessage } from './schema.ts';

/** What became of the mails that were looked at. */
export interface Counts {
	/** With people who are known; a repeat counts again. */
	stored: number;
	/** With others, or no conversation. */
	passedOver: number;
	unreadable: number;
}

type Trouble = Extract<Asked<never>, { kind: 'signed-out' | 'forbidden' | 'later' }> | { kind: 'lost' };

/**
 * Fetches these mails and stores those that are with known people. Undefined when all are stored; otherwise none is,
 * and `lost` says that another worker has the job.
 */
export async function storeMails(
	ids: string[],
	{ tools, get, counts }: { tools: JobTools; get: Get; counts: Counts },
): Promise<Trouble | undefined> {
	const { connection } = tools;
	const mails: Mail[] = [];
	for (const id of ids) {
		const asked = await readOne(id, get);
		if (asked.kind === 'signed-out' || asked.kind === 'forbidden' || asked.kind === 'later') return asked;
		const mail = asked.kind === 'read' && readMail(asked.value, connection.settings.mailbox ?? '');
		if (mail) mails.push(mail);
		else if (asked.kind === 'read' || asked.kind === 'gone') counts.passedOver += 1;
		else counts.unreadable += 1;
	}
	const known = await knownAmong(mails, tools);
	const events = mails.flatMap((mail) => {
		const remote = mail.others.find(({ email }) => known.has(email));
		return remote ? [eventFrom(mail, remote, connection)] : [];
	});
	counts.stored += events.length;
	counts.passedOver += mails.length - events.length;
	return (await tools.append(events)) ? undefined : { kind: 'lost' };
}

async function readOne(id: string, get: Get): Promise<Asked<GmailMessage>> {
	const path = `messages/${encodeURIComponent(id)}`;
	const whole = await get(`${path}?format=full`, GmailMessage);
	// Without its body there is still who wrote, about what, and how it begins.
	return whole.kind === 'too-large' ? get(`${path}?format=metadata`, GmailMessage) : whole;
}

/** Addresses of these mails that leads have. */
async function knownAmong(mails: Mail[], { leadsByKeys }: JobTools): Promise<Set<string>> {
	const asked = new Set(mails.flatMap(({ others }) => others.map(({ email }) => email)));
	if (asked.size === 0) return new Set();
	const leads = await leadsByKeys([...asked].map(emailKey));
	const theirs = leads.flatMap(({ emails }) => emails.map((email) => email.trim().toLowerCase()));
	return new Set(theirs.filter((email) => asked.has(email)));
}

function eventFrom(mail: Mail, remote: MailAddress, connection: HookConnection): RingsideEvent {
	const { connectionId, region, settings } = connection;
	const messageId = `gmail-${mail.messageId}`;
	return eventOf(connection, mail.event, {
		id: `gmail|${mail.messageId}`,
		subject: messageId,
		time: mail.at,
		data: {
			messageId,
			provider: 'gmail',
			connectionId,
			channel: 'email',
			direction: mail.event === 'message.sent' ? 'outbound' : 'inbound',
			remote: personOf(undefined, region, remote),
			local: personOf(undefined, region, { email: settings.mailbox }),
			threadId: mail.threadId,
			...(mail.subject && { subject: mail.subject }),
			text: mail.text,
			at: mail.at,
		},
	});
}
