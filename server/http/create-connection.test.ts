import { afterAll, beforeAll, expect, test } from 'vitest';
import { ring, startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

test('a form need not know which of its fields the manifest keeps as secrets', async () => {
	const answer = await t.api(t.admin.token, '/v1/connections', {
		provider: 'generic',
		name: 'Berlin flow',
		settings: { secret: 'a-secret-from-the-form' },
	});
	expect(answer.status).toBe(200);
	const { connection } = (await answer.json()) as { connection: { hookUrl: string } };
	const sent = await fetch(connection.hookUrl.replace(/^https?:\/\/[^/]+/, t.origin), {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-api-key': 'a-secret-from-the-form' },
		body: JSON.stringify(ring('form')),
	});
	expect(sent.status).toBe(200);
});
