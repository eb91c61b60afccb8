import { expect, test } from 'vitest';
import { settingsApi } from './settings-api.ts';

const as = { serverUrl: 'https://ringside.example', token: 'secret-token' };
const problem = 'https://ringside.dev/problems/wrong-setting';

/** A server that answers everything with this. */
function answering(status: number, body: unknown) {
	const asked: string[] = [];
	const send: typeof fetch = async (url, init) => {
		asked.push(`${init?.method ?? 'GET'} ${String(url)} ${String(init?.body ?? '')}`);
		return new Response(JSON.stringify(body), { status });
	};
	return { api: settingsApi(send), asked };
}

test('settings are read with what holds where nothing is said', async () => {
	const { api, asked } = answering(200, { version: 0, value: {}, secretsSet: [] });
	expect(await api.read(as, 'retention')).toEqual({
		...{ kind: 'ok', value: { version: 0, value: { recordingDays: 90 }, secretsSet: [] } },
	});
	expect(asked).toEqual(['GET https://ringside.example/v1/settings/retention ']);
});

test('settings that are not of their kind are no answer of ours', async () => {
	const { api } = answering(200, { version: 1, value: { recordingDays: -1 }, secretsSet: [] });
	expect(await api.read(as, 'retention')).toMatchObject({ kind: 'unreachable' });
});

test('a refusal names its field', async () => {
	const { api, asked } = answering(422, { type: problem, title: 'No.', status: 422, field: 'baseUrl' });
	const entry = { version: 3, value: {}, secrets: { apiKey: null }, force: true };
	expect(await api.change(as, 'crm', entry)).toMatchObject({
		...{ kind: 'refused', problem: 'wrong-setting', field: 'baseUrl' },
	});
	expect(asked).toEqual([`PUT https://ringside.example/v1/settings/crm ${JSON.stringify(entry)}`]);
});

test('ids are one part of an address', async () => {
	const { api, asked } = answering(200, {});
	await api.retryJob(as, 'a/b');
	await api.revokeApiKey(as, '../x');
	expect(asked).toEqual([
		'POST https://ringside.example/v1/jobs/a%2Fb/retry {}',
		'DELETE https://ringside.example/v1/api-keys/..%2Fx ',
	]);
});
