import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle } from '../engine/world.testkit.ts';
import { sseTransport } from './sse.ts';
import { type SseMessage, sseParser } from './sse-parser.ts';

const text = ': hello\r\n\r\nid: c1\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: heartbeat\ndata: {}\n\n';
const whole: SseMessage[] = [
	{ event: 'message', data: '{"a":\n1}', id: 'c1' },
	{ event: 'heartbeat', data: '{}', id: '' },
];

describe('the stream by SSE', () => {
	test('messages are the same however the network cuts them', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 20 }), (cuts) => {
				const found: SseMessage[] = [];
				const parse = sseParser((message) => found.push(message));
				const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
				for (let index = 1; index < edges.length; index++) parse(text.slice(edges[index - 1], edges[index]));
				expect(found).toEqual(whole);
			}),
		);
	});

	async function run(response: Response) {
		const frames: unknown[] = [];
		const ends: unknown[] = [];
		let calls = 0;
		const asked: RequestInit[] = [];
		const send = (async (_: string, init: RequestInit) => {
			asked.push(init);
			return response;
		}) as typeof fetch;
		sseTransport(send, () => calls++)(
			{ serverUrl: 'https://server', token: 'secret', after: 'c1' },
			{ frame: (frame) => frames.push(JSON.parse(String(frame))), ended: (end) => ends.push(end) },
		);
		await settle();
		return { frames, ends, calls, asked };
	}

	test('every message calls an extension API, for bytes alone let the worker die', async () => {
		const { frames, calls, asked } = await run(
			new Response(
				'event: ready\ndata: {"cursor":"c2"}\n\nevent: heartbeat\nid: c2\ndata: {}\n\nid: c3\ndata: {"specversion":"1.0"}\n\n',
			),
		);
		expect(frames).toEqual([
			{ kind: 'ready', cursor: 'c2' },
			{ kind: 'heartbeat', cursor: 'c2' },
			{ cursor: 'c3', event: { specversion: '1.0' } },
		]);
		expect(calls).toBe(3);
		expect(asked[0]?.headers).toMatchObject({ Authorization: 'Bearer secret', 'Last-Event-ID': 'c1' });
	});

	test.each([
		[new Response('', { status: 401 }), 4401],
		[new Response('event: closed\ndata: {"code":4403}\n\n'), 4403],
		[new Response('', { status: 503 }), undefined],
	])('an end carries the server’s reason', async (response, code) => {
		expect((await run(response)).ends).toEqual([
			expect.objectContaining(code ? { code } : { reason: 'status 503' }),
		]);
	});
});
