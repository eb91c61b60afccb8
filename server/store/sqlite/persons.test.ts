import { expect, test } from 'vitest';
import { A, anAppend, anEvent, ids } from '../conformance/builders.testkit.ts';
import { temporaryStores } from './files.testkit.ts';

const { newFile, openHere } = temporaryStores();
const workspace = { workspaceId: A, name: 'A', region: 'DE', createdAt: 1 };

function messageFrom(e164: string, id: string) {
	const json = JSON.stringify({
		specversion: '1.0',
		id,
		source: '/connections/con_1',
		type: 'ringside.message.received',
		subject: `sms-${id}`,
		time: '2026-04-09T10:00:00.000Z',
		data: {
			messageId: `sms-${id}`,
			provider: 'generic',
			connectionId: 'con_1',
			channel: 'sms',
			direction: 'inbound',
			remote: { raw: e164, e164 },
			local: { raw: '' },
			text: 'hello',
			at: '2026-04-09T10:00:00.000Z',
		},
	});
	return anEvent(id, { subject: `sms-${id}`, type: 'ringside.message.received', json });
}

test('events from before the update are found by their people after it, once', async () => {
	const file = newFile();
	const { store, db } = openHere(file);
	await store.records.createWorkspace(workspace);
	const many = Array.from({ length: 1_203 }, (_, i) => messageFrom(`+4930231251${(i % 2) + 10}`, String(i)));
	// As a version without people had stored them; one that nobody can read any more does not stop the start.
	await store.events.append(anAppend([...many, anEvent('unreadable', { json: '{}' })]));
	db.exec("insert into meta (name, value) values ('persons-unfilled', 'true')");
	expect(await store.conversations.recent(A, { limit: 10 })).toEqual([]);
	await store.close();

	const { store: again, db: opened } = openHere(file);
	const [personId = ''] = await again.conversations.personIds(A, ['tel:+493023125110']);
	const found = await again.conversations.ofPersons(A, [personId], { limit: 2 });
	expect(found.flatMap(({ events }) => ids(events))).toEqual(['1202', '1200']);
	const count = () => opened.prepare('select count(*) as count from event_persons').get()?.count;
	expect(count()).toBe(1_203);
	opened.exec('delete from event_persons');
	await again.close();
	const third = openHere(file);
	expect(await third.store.conversations.recent(A, { limit: 10 })).toEqual([]);
});
