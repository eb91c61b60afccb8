import { expect, test } from 'vitest';
import { temporaryStores } from '../store/sqlite/files.testkit.ts';
import { rotateKeys } from './rotate.ts';
import { open, seal, sealingKey } from './sealing.ts';

const { openHere } = temporaryStores();
const [old, fresh, lost] = [1, 2, 3].map((byte) => sealingKey(Buffer.alloc(32, byte)));

test('after a rotation the old key opens nothing that is needed, and what was sealed is the same', async () => {
	const { store, db } = openHere();
	const workspaceId = 'ws_a';
	await store.records.createWorkspace({ workspaceId, name: 'A', region: 'DE', createdAt: 1 });
	const common = { workspaceId, provider: 'generic', name: 'A', settings: {}, createdAt: 1 };
	const connection = (id: string, sealedSecrets?: string) =>
		store.records.createConnection({ ...common, connectionId: id, hookKey: id, sealedSecrets });
	await connection('con_1', seal('of the connection', old!));
	await connection('con_2', seal('fresh already', fresh!));
	await connection('con_3', seal('nobody can open this', lost!));
	await connection('con_4');
	const app = { workspaceId, provider: 'webex', clientId: 'c', settings: {}, changedAt: 1 };
	await store.setup.saveApp({ ...app, sealedSecret: seal('of the app', old!) });
	const account = { accountId: 'a', accountLabel: 'a', scopes: [], accessExpiresAt: 1, state: 'ok' as const };
	await store.setup.saveTokens({
		workspaceId,
		connectionId: 'con_1',
		...account,
		sealed: seal('tokens', old!),
	});
	const hook = { workspaceId, webhookId: 'whk_1', name: 'n8n', url: 'https://n8n.example', events: ['*'] };
	await store.outgoingWebhooks.create(
		{ ...hook, sealedSecret: seal('of the webhook', old!), createdAt: 1 },
		20,
	);
	const { settings, talkLinks } = store.afterCall;
	const sealed = seal('of the settings', old!);
	await settings.put(workspaceId, 'crm', { version: 0, json: '{}', sealed, changedAt: 1 });
	await settings.put(workspaceId, 'facts', { version: 0, json: '{}', changedAt: 1 });
	const link = { codeHash: 'hash', workspaceId, callId: 'c', createdAt: 1, expiresAt: 2 };
	await talkLinks.create({ ...link, sealed: seal('of the link', old!) });

	expect(await rotateKeys(store, [fresh!, old!])).toEqual({ resealed: 6, unreadable: 1 });
	expect(await rotateKeys(store, [fresh!, old!])).toEqual({ resealed: 0, unreadable: 1 });

	const rows = [
		'sealed_secrets from connections',
		'sealed_secret from apps',
		'sealed from tokens',
		'sealed_secret from outgoing_webhooks',
		'sealed from settings',
		'sealed from talk_links',
	]
		.flatMap((columns) => db.prepare(`select ${columns}`).all())
		.flatMap((row) => Object.values(row))
		.filter((text) => text !== null);
	const opened = rows.map((text) => open(String(text), [fresh!]));
	expect(opened.map((one) => (one.kind === 'opened' ? one.plain : one.kind)).sort()).toEqual([
		'fresh already',
		'of the app',
		'of the connection',
		'of the link',
		'of the settings',
		'of the webhook',
		'tokens',
		'unknown-key',
	]);
});
