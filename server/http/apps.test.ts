import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createRegistry } from '../providers/registry.ts';
import { vendorProvider } from '../sign-in/vendor.testkit.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

const SECRET = 'the-client-secret-of-the-app';
const field = {
	name: 'topic',
	label: { en: 'Topic', de: 'Topic', es: 'Topic' },
	kind: 'text',
	required: true,
} as const;

let t: TestApp;
beforeAll(async () => {
	const text = { en: '', de: '', es: '' };
	const guide = {
		about: text,
		effort: 'minutes',
		app: { fields: [field], steps: () => [] },
		fields: [],
		steps: () => [],
	} as const;
	t = await startTestApp({
		providers: createRegistry([
			{
				...vendorProvider(),
				settings: z.object({ mailbox: z.email(), topic: z.string().min(1).max(9) }),
				guide: { ...guide, fields: [], app: { ...guide.app, fields: [field] } },
			},
		]),
	});
});
afterAll(() => t.stop());

const put = (entry: object) => t.api(t.admin.token, '/v1/apps/vendor', entry, 'PUT');
const entry = { clientId: ' client-9 ', clientSecret: ` ${SECRET}\n`, settings: { topic: 'a' } };

test('an app is entered, seen without its secret, and removed', async () => {
	expect((await t.api(t.admin.token, '/v1/apps/vendor')).status).toBe(404);
	const entered = await put(entry);
	expect(entered.status).toBe(200);
	const text = await (await t.api(t.admin.token, '/v1/apps/vendor')).text();
	expect(JSON.parse(text)).toMatchObject({
		provider: 'vendor',
		clientId: 'client-9',
		settings: { topic: 'a' },
	});
	expect(text + (await entered.text())).not.toContain(SECRET);
	for (const end of ['', '-wal']) {
		expect(readFileSync(join(t.folder, `ringside.db${end}`)).includes(SECRET)).toBe(false);
	}
	expect(t.log()).not.toContain(SECRET);
	expect((await t.api(t.admin.token, '/v1/apps/vendor', undefined, 'DELETE')).status).toBe(200);
	expect((await t.api(t.admin.token, '/v1/apps/vendor', undefined, 'DELETE')).status).toBe(404);
});

test.each([
	[{ ...entry, settings: {} }, 422],
	[{ ...entry, settings: { topic: '' } }, 422],
	[{ ...entry, settings: { topic: 'a', more: 'b' } }, 422],
	// Said now: whoever signs in could not mend it.
	[{ ...entry, settings: { topic: 'much-too-long' } }, 422],
	[{ ...entry, clientSecret: '' }, 400],
	[{ ...entry, clientId: 'x'.repeat(10_000) }, 400],
])('a form that is not filled in right is said to be (%#)', async (wrong, status) => {
	expect((await put(wrong)).status).toBe(status);
	expect((await t.api(t.admin.token, '/v1/apps/vendor')).status).toBe(404);
});

test('there are apps of providers that are signed in to, and no others', async () => {
	expect((await t.api(t.admin.token, '/v1/apps/nobody', entry, 'PUT')).status).toBe(404);
});
