import { describe, expect, test } from 'vitest';
import type { ConversationPage } from '../../lib/contract/conversation.ts';
import { eventOf } from '../providers/event.ts';
import { ring } from './app.testkit.ts';
import {
	CALLER,
	hookOf,
	lead,
	MAIL,
	minute,
	OTHER,
	OURS,
	person,
	useConversations,
} from './conversations.testkit.ts';

const { app, desk, message, append, saveLeads, list, open } = useConversations();

describe('a conversation', () => {
	test('holds the SMS and the mail of a lead, and the calls, most recent first', async () => {
		await saveLeads(lead('lead_mira', [CALLER], [MAIL]));
		await app().hook(desk(), ring('1', { at: minute(0) }));
		await append([message('sms', 1, person(CALLER)), message('mail', 2, person(undefined, MAIL))]);
		const { conversations } = await list();
		expect(conversations).toMatchObject([
			{
				conversationId: 'lead.lead_mira',
				lead: { leadId: 'lead_mira', name: 'Name of lead_mira' },
				person: { e164s: [CALLER], emails: [MAIL] },
				lastAt: minute(2),
				last: { kind: 'message', direction: 'inbound', text: 'text of mail' },
			},
		]);
		const { entries } = await open('lead.lead_mira');
		expect(entries.map(({ kind, entryId }) => [kind, entryId])).toEqual([
			['message', 'generic-mail'],
			['message', 'generic-sms'],
			['call', 'generic-1'],
		]);
	});

	test('with a number that is no lead’s is its own, and its id tells nothing of the number', async () => {
		await append([message('a', 1, person(CALLER)), message('b', 2, person(OTHER))]);
		const { conversations } = await list();
		expect(conversations.map(({ person: { e164s } }) => e164s)).toEqual([[OTHER], [CALLER]]);
		for (const { conversationId } of conversations) {
			expect(conversationId).toMatch(/^person\.[\w-]{22}$/);
			expect((await open(conversationId)).entries).toHaveLength(1);
		}
	});

	test('moves to the lead that gets the number later, and its old address leads there', async () => {
		await append([message('sms', 1, person(CALLER)), message('mail', 2, person(undefined, MAIL))]);
		const before = (await list()).conversations;
		expect(before).toHaveLength(2);
		await saveLeads(lead('lead_mira', [CALLER], [MAIL]));
		expect((await list()).conversations).toHaveLength(1);
		for (const { conversationId } of before) {
			const page = await open(conversationId);
			expect(page.conversationId).toBe('lead.lead_mira');
			expect(page.entries).toHaveLength(2);
		}
	});
});

describe('what a person said of a call', () => {
	test('a call that was assigned to a lead stands with the lead, whatever the number', async () => {
		await saveLeads(lead('lead_mira', [OTHER]));
		await app().hook(desk(), ring('1', { at: minute(0) }));
		const chosen = { callId: 'generic-1', matches: [{ leadId: 'lead_mira', rule: 'exact' }], chosen: true };
		expect((await app().api(app().admin.token, '/v1/commands/reportMatch', chosen)).status).toBe(202);
		await app().hook(desk(), ring('1', { at: minute(1), state: 'ended' }));
		expect((await list()).conversations.map(({ conversationId }) => conversationId)).toEqual([
			'lead.lead_mira',
		]);
		const { entries } = await open('lead.lead_mira');
		expect(entries).toMatchObject([{ kind: 'call', call: { matched: { chosen: true } } }]);
		expect(entries[0]?.kind === 'call' && entries[0].call.views).toHaveLength(2);
	});

	test('one that was said to be no lead’s goes back to its number', async () => {
		await saveLeads(lead('lead_mira', [CALLER]));
		await app().hook(desk(), ring('1', { at: minute(0) }));
		await app().api(app().admin.token, '/v1/commands/reportMatch', {
			callId: 'generic-1',
			matches: [],
			chosen: true,
		});
		const { conversations } = await list();
		expect(conversations).toMatchObject([{ conversationId: expect.stringMatching(/^person\./) }]);
		expect((await app().api(app().admin.token, '/v1/conversations/lead.lead_mira')).status).toBe(404);
	});

	test('her note on a call is hers alone', async () => {
		await app().hook(desk(), ring('1', { at: minute(0) }));
		const note = { callId: 'generic-1', text: 'Call back', writtenAt: minute(1) };
		await app().api(app().admin.token, '/v1/commands/saveNote', note);
		const [conversation] = (await list()).conversations;
		const id = conversation?.conversationId ?? '';
		const colleague = await app().addUser('member');
		const noteOf = ({ entries: [entry] }: ConversationPage) => entry?.kind === 'call' && entry.call.note;
		expect(noteOf(await open(id))).toBe('Call back');
		expect(noteOf(await open(id, colleague.token))).toBeUndefined();
	});
});

describe('who sees a conversation', () => {
	test('each sees what she was told of, and the list goes by that', async () => {
		const [ada, ben] = [await app().addUser('member'), await app().addUser('member')];
		const phone = await app().connect(ada.user);
		await append([message('shared', 1, person(CALLER)), message('of-other', 2, person(OTHER))]);
		await append([message('private', 3, person(CALLER), { connection: phone })], phone);
		const shown = async (token: string) =>
			(await list(token)).conversations.map(({ person: { e164s }, last }) => [e164s[0], last.text]);
		expect(await shown(ada.token)).toEqual([
			[CALLER, 'text of private'],
			[OTHER, 'text of of-other'],
		]);
		expect(await shown(ben.token)).toEqual([
			[OTHER, 'text of of-other'],
			[CALLER, 'text of shared'],
		]);
		const [, conversation] = (await list(ben.token)).conversations;
		const id = conversation?.conversationId ?? '';
		expect((await open(id, ben.token)).entries.map(({ entryId }) => entryId)).toEqual(['generic-shared']);
		expect((await open(id, ada.token)).entries).toHaveLength(2);
	});

	test('one of which she may see nothing is not there, and neither is one of another workspace', async () => {
		const [ada, ben] = [await app().addUser('member'), await app().addUser('member')];
		const phone = await app().connect(ada.user);
		await saveLeads(lead('lead_mira', [OTHER]));
		await append([message('a', 1, person(CALLER), { connection: phone })], phone);
		await append([message('b', 2, person(OTHER), { connection: phone })], phone);
		const own = (await list(ada.token)).conversations.map(({ conversationId }) => conversationId);
		expect(own).toHaveLength(2);
		const { workspaceId } = await app().otherWorkspace();
		const stranger = await app().addUser('admin', workspaceId);
		for (const { token } of [ben, stranger]) {
			expect((await list(token)).conversations).toEqual([]);
			for (const id of own) {
				const response = await app().api(token, `/v1/conversations/${encodeURIComponent(id)}`);
				expect(response.status).toBe(404);
			}
		}
	});

	test('a transcript does not open a branch’s call to all of the workspace', async () => {
		const post = (url: string, body: object) => app().api(app().admin.token, url, body);
		const branch = { name: 'Berlin', region: 'DE', timeZone: 'Europe/Berlin' };
		const { branchId } = (await (await post('/v1/branches', branch)).json()) as { branchId: string };
		const [ada, ben] = [await app().addUser('member'), await app().addUser('member')];
		await post(`/v1/branches/${branchId}/numbers`, { e164: OURS });
		await post(`/v1/branches/${branchId}/members`, { userId: ada.user.userId });
		await app().hook(desk(), ring('1', { at: minute(0), to: OURS }));
		const data = { callId: 'generic-1', transcriptId: 'tr-1', segmentCount: 2 };
		const fields = { id: 'tr-1', subject: 'generic-1', time: minute(2), data };
		await append([eventOf(hookOf(desk()), 'transcript.ready', fields)]);
		const [conversation] = (await list(ada.token)).conversations;
		const { entries } = await open(conversation?.conversationId ?? '', ada.token);
		expect(entries).toMatchObject([{ kind: 'call', transcripts: [{ transcriptId: 'tr-1' }] }]);
		expect((await list(ben.token)).conversations).toEqual([]);
	});
});
