import { describe, expect, test } from 'vitest';
import { callsApi } from './calls-api.ts';

const as = { serverUrl: 'https://ringside.example', token: 'secret-token' };

function serverThat(answer: (url: string, init: RequestInit) => Response) {
	const asked: { url: string; headers: Headers; body: unknown }[] = [];
	const api = callsApi(async (input, init = {}) => {
		asked.push({ url: String(input), headers: new Headers(init.headers), body: init.body });
		return answer(String(input), init);
	});
	return { api, asked };
}

describe('a recording', () => {
	test('is asked for piece by piece, as her, with nothing secret in the address', async () => {
		const headers = { 'content-range': 'bytes 0-2/9', 'content-type': 'audio/mpeg' };
		const { api, asked } = serverThat(() => new Response('abc', { status: 206, headers }));
		const answer = await api.audio(as, { connectionId: 'c/1', recordingId: 'r 1' }, 0);
		expect(answer).toMatchObject({ kind: 'ok', value: { total: 9, contentType: 'audio/mpeg' } });
		expect(asked[0]?.url).toBe('https://ringside.example/v1/recordings/c%2F1/r%201');
		expect(asked[0]?.headers.get('range')).toBe('bytes=0-1048575');
		expect(asked[0]?.headers.get('authorization')).toBe('Bearer secret-token');
	});

	test('that came whole is whole', async () => {
		const { api } = serverThat(() => new Response('abcdef'));
		const answer = await api.audio(as, { connectionId: 'c', recordingId: 'r' }, 0);
		expect(answer).toMatchObject({ kind: 'ok', value: { total: 6 } });
	});

	test('that is gone is refused, a server that is down is unreachable', async () => {
		const gone = serverThat(() => new Response('', { status: 404 }));
		const down = serverThat(() => new Response('', { status: 502 }));
		const recording = { connectionId: 'c', recordingId: 'r' };
		expect(await gone.api.audio(as, recording, 0)).toMatchObject({ kind: 'refused', problem: 'not-found' });
		expect(await down.api.audio(as, recording, 0)).toMatchObject({ kind: 'unreachable' });
	});
});

test('a command carries its key and nothing that the contract does not know', async () => {
	const { api, asked } = serverThat(() => Response.json({ id: '1' }, { status: 202 }));
	const body = { callId: 'c', stage: 'facts', extra: 'x' } as const;
	expect(await api.command(as, 'retryStage', body, 'key-1')).toMatchObject({ kind: 'ok' });
	expect(asked[0]?.headers.get('idempotency-key')).toBe('key-1');
	expect(JSON.parse(String(asked[0]?.body))).toEqual({ callId: 'c', stage: 'facts' });
});

test('the list is filtered by the server; what is not set is not said', async () => {
	const { api, asked } = serverThat(() => Response.json({ calls: [] }));
	await api.list(as, { state: 'missed', search: '+49 30' });
	await api.list(as, {}, 'cursor');
	expect(asked.map(({ url }) => new URL(url).search)).toEqual([
		'?limit=30&state=missed&q=%2B49+30',
		'?limit=30&before=cursor',
	]);
});
