import { expect, onTestFinished, test } from 'vitest';
import { GmailSimulator, PUSH_ACCOUNT } from '../../../tests/support/vendors/gmail.ts';
import { addConnection } from '../../accounts/connections.ts';
import { startTestApp } from '../../http/app.testkit.ts';
import { createRegistry } from '../registry.ts';
import { aPush } from './gmail.testkit.ts';
import gmail from './index.ts';

const PATH = '/api/webhooks/gmail/push';

test('at the address without a key, a push belongs to the mailbox that it names', async () => {
	const google = await new GmailSimulator().start();
	const server = await startTestApp({ providers: createRegistry([gmail]), dispatch: google.dispatch() });
	onTestFinished(async () => {
		await server.stop();
		google.stop();
	});
	const { workspaceId } = server.workspace;
	const connectionIds: string[] = [];
	for (const mailbox of ['one@example.test', 'two@example.test']) {
		const settings = { mailbox, pushServiceAccount: PUSH_ACCOUNT };
		const wanted = { workspaceId, provider: gmail, name: mailbox, secrets: {}, settings };
		const changed = server.context.directories.changed;
		const added = await addConnection(wanted, { ...server.context, changed });
		if (added.kind === 'added') connectionIds.push(added.connection.connectionId);
	}
	const post = async (emailAddress: string, claims: object = {}) => {
		const now = server.context.clock.now();
		const token = await google.token({ aud: `${server.origin}${PATH}`, ...claims }, now);
		const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
		const body = Buffer.from(aPush({ emailAddress, historyId: 7 }));
		return (await fetch(`${server.origin}${PATH}`, { method: 'POST', headers, body })).status;
	};
	expect(await post('Two@example.test')).toBe(204);
	expect(await post('one@example.test')).toBe(204);
	expect(await post('two@example.test', { email: 'attacker@other.iam.gserviceaccount.com' })).toBe(401);
	const kept = await server.store.deliveries.list(workspaceId, { outcome: 'accepted', limit: 10 });
	expect(kept.map(({ connectionId }) => connectionId)).toEqual(connectionIds);
});
