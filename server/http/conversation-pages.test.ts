import { describe, expect, test } from 'vitest';
import { CallsPage, Snapshot } from '../../lib/contract/api.ts';
import { CALLER, lead, OTHER, person, useConversations } from './conversations.testkit.ts';

const { app, message, append, saveLeads, list, open, provisional, begun } = useConversations();

describe('pages', () => {
	test('of the list tell of each conversation once, by its newest', async () => {
		await saveLeads(lead('lead_mira', [CALLER, OTHER]));
		const numbers = Array.from({ length: 7 }, (_, n) => `+4930231252${10 + n}`);
		const senders = [CALLER, ...numbers, OTHER, ...numbers.slice(0, 3)];
		await append(senders.map((e164, n) => message(String(n), n, person(e164))));
		const seen: string[] = [];
		for (let next: string | undefined = ''; next !== undefined; ) {
			const page = await list(app().admin.token, `?limit=2${next && `&before=${next}`}`);
			seen.push(...page.conversations.map(({ lead: of, person: { e164s } }) => of?.leadId ?? e164s[0] ?? ''));
			next = page.next;
		}
		const [a, b, c, ...rest] = numbers;
		expect(seen).toEqual([c, b, a, 'lead_mira', ...rest.reverse()]);
	});

	test('of a conversation tell of each entry once, and never part a ring from its call', async () => {
		const ids = Array.from({ length: 5 }, (_, n) => String(n));
		await append(ids.map((id, n) => message(id, n, person(CALLER))));
		await append([provisional('ring', 10), begun('call', 10)]);
		await append([message('last', 20, person(CALLER))]);
		const [conversation] = (await list()).conversations;
		const seen: string[][] = [];
		for (let next: string | undefined = ''; next !== undefined; ) {
			const page = await open(
				conversation?.conversationId ?? '',
				app().admin.token,
				`?limit=2${next && `&before=${next}`}`,
			);
			seen.push(page.entries.map(({ entryId }) => entryId));
			next = page.next;
		}
		expect(seen).toEqual([
			['generic-last', 'call'],
			['generic-4', 'generic-3'],
			['generic-2', 'generic-1'],
			['generic-0'],
		]);
	});

	test('of calls have one record for a ring and its call', async () => {
		await append([provisional('ring', 10), begun('call', 10), begun('other', 30)]);
		const answer = await app().api(app().admin.token, '/v1/calls?limit=2');
		const { calls, next } = CallsPage.parse(await answer.json());
		expect(calls.map(({ callId, views }) => [callId, views.length])).toEqual([
			['other', 1],
			['call', 2],
		]);
		expect(next).toBeUndefined();
		const snapshot = Snapshot.parse(await (await app().api(app().admin.token, '/v1/snapshot')).json());
		expect(snapshot.calls.map(({ callId }) => callId)).toEqual(['other', 'call', 'ring']);
	});

	test('a cursor that is none of ours is said to be so', async () => {
		for (const url of ['/v1/conversations', '/v1/conversations/person.x']) {
			expect((await app().api(app().admin.token, `${url}?before=nonsense`)).status).toBe(400);
		}
	});
});
