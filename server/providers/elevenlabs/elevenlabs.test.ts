import { createHmac } from 'node:crypto';
import { ElevenLabsClient } from '@elevenlabs/elevenlabs-js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callOf, describeCall, type View } from '../../../lib/calls/index.ts';
import {
	awkwardJson,
	connectionOf,
	describeFixtures,
	describeFuzz,
	describeThreats,
	eventsOf,
	mutateJson,
	now,
	readFixtures,
	receive,
	requestOf,
	secret,
	type VendorHook,
} from '../vendor-hook.testkit.ts';
import { withoutAudio } from './audio.ts';
import elevenlabs from './index.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';

const { webhooks } = new ElevenLabsClient({ apiKey: 'nothing is called' });

/** The library cannot sign, so this says what it accepts. */
const sign = (body: string, key: string, at: number) => {
	const signedAt = Math.floor(at / 1000);
	const v0 = createHmac('sha256', key).update(`${signedAt}.${body}`).digest('hex');
	return { 'elevenlabs-signature': `t=${signedAt},v0=${v0}` };
};

const hook: VendorHook = {
	provider: elevenlabs,
	folder: import.meta.dirname,
	sign,
	signatureHeader: 'elevenlabs-signature',
};

describeFixtures(hook);
describeThreats(hook);
describeFuzz(hook, mutateJson);

const fixture = (name: string) => readFixtures(import.meta.dirname).find((one) => one.name === name)!;
const read = (body: object) => {
	const text = JSON.stringify(body);
	return receive(elevenlabs, requestOf({ text, headers: sign(text, secret, now) }));
};

describe("agreement with the vendor's library", () => {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['Date'], now });
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	const believes = async (text: string, header: string, key = secret) => {
		try {
			await webhooks.constructEvent(text, header, key);
			return true;
		} catch (error) {
			// What was signed rightly and is no JSON fails after the signature was accepted.
			return error instanceof SyntaxError;
		}
	};

	test('both believe what was signed, whatever the body looks like', async () => {
		await fc.assert(
			fc.asyncProperty(awkwardJson, async (text) => {
				const headers = sign(text, secret, now);
				expect(await believes(text, headers['elevenlabs-signature'])).toBe(true);
				expect(await verify(requestOf({ text, headers }), connectionOf())).toEqual({ kind: 'verified' });
			}),
			{ numRuns: 300 },
		);
	});

	test('both draw the line of age at the same second', async () => {
		for (const age of [0, 1_799, 1_800, 1_801, 86_400]) {
			const headers = sign('{}', secret, now - age * 1000);
			const ours = await verify(requestOf({ text: '{}', headers }), connectionOf());
			expect(ours.kind === 'verified', `${age} s`).toBe(
				await believes('{}', headers['elevenlabs-signature']),
			);
		}
	});

	test.each(readFixtures(import.meta.dirname).filter(({ name }) => !/future/.test(name)))(
		'both judge $name alike',
		async ({ rawBody, headers, secret: key }) => {
			const ours = await verify(
				requestOf({ text: rawBody, headers }),
				connectionOf({ secrets: { secret: key } }),
			);
			expect(await believes(rawBody, headers['elevenlabs-signature'] ?? '', key)).toBe(
				ours.kind === 'verified',
			);
		},
	);

	test('every scenario is believed by both, and makes events', async () => {
		const input = { runId: 'r1', startAt: now, secrets: { secret }, hookUrl: 'https://ringside.example/h' };
		for (const scenario of Object.values(elevenlabs.scenarios)) {
			for (const request of scenario({ ...input, from: '+14155550121' })) {
				const text = Buffer.from(request.body).toString();
				expect(await believes(text, request.headers['elevenlabs-signature'] ?? '')).toBe(true);
				expect((await receive(elevenlabs, requestOf(request))).kind).toBe('events');
			}
		}
	});
});

test('a captured request is not good for ever: a signature from the future is refused', async () => {
	const headers = sign('{}', secret, now + 301_000);
	expect(await verify(requestOf({ text: '{}', headers }), connectionOf())).toEqual({
		kind: 'refused',
		reason: 'timestamp-out-of-range',
	});
});

describe('the deliveries of one conversation', () => {
	const names = ['01-transcription', '05-audio'];

	test('give one call, in any order and with repeats', async () => {
		const results = await Promise.all(names.map((name) => read(JSON.parse(fixture(name).rawBody))));
		const events = results.flatMap(eventsOf);
		expect(new Set(events.map(({ subject }) => subject)).size).toBe(1);
		fc.assert(
			fc.property(fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }), (told) => {
				const views = told
					.filter((event) => event.type === 'ringside.call.ended')
					.map(({ time, data }) => ({ time, data }) as View);
				const call = callOf(views);
				expect(call && describeCall(call)).toMatchObject({ state: 'ended', endReason: 'completed' });
			}),
		);
	});

	test('have ids that a repeat has again and another conversation has not', async () => {
		const ids = async (change: object) => {
			const body = JSON.parse(fixture('01-transcription').rawBody);
			return eventsOf(await read({ ...body, data: { ...body.data, ...change } })).map(({ id }) => id);
		};
		const first = await ids({});
		expect(await ids({})).toEqual(first);
		const other = await ids({ conversation_id: 'conv_other' });
		expect(other.filter((id) => first.includes(id))).toEqual([]);
	});

	test('name a lead only where we made the call: a visitor of a web page can set variables too', async () => {
		const contactOf = async (change: object) => {
			const body = JSON.parse(fixture('01-transcription').rawBody);
			Object.assign(body.data.metadata, change);
			const [ended] = eventsOf(await read(body));
			return ended?.type === 'ringside.call.ended' ? ended.data.remote.contactId : 'no call';
		};
		const phone = JSON.parse(fixture('01-transcription').rawBody).data.metadata.phone_call;
		expect(await contactOf({})).toBe('lead-4711');
		expect(await contactOf({ phone_call: null })).toBeUndefined();
		expect(await contactOf({ phone_call: { ...phone, direction: 'inbound' } })).toBeUndefined();
	});

	test('in a web page have no number, which is not a withheld one', async () => {
		const [ended] = eventsOf(await read(JSON.parse(fixture('03-web').rawBody)));
		expect(ended?.data).toMatchObject({ remote: { raw: '' } });
		expect(ended?.data).not.toHaveProperty('remote.anonymous');
	});

	test('with more turns than a day of talk has are cut, not lost', async () => {
		const body = JSON.parse(fixture('01-transcription').rawBody);
		const turn = body.data.transcript[0];
		body.data.transcript = Array.from({ length: 6_000 }, () => turn);
		expect(eventsOf(await read(body))).toHaveLength(5_002);
	});
});

describe('inline audio', () => {
	const cut = (text: string) => {
		const found = withoutAudio(Buffer.from(text));
		return found && [Buffer.from(found.body).toString(), found.audioLength];
	};

	test('is taken out wherever it stands, and however it is spaced', () => {
		expect(cut('{"full_audio":"QUJD","a":1}')).toEqual(['{"full_audio":"","a":1}', 4]);
		expect(cut('{ "a": {"full_audio" :\r\n "QUJD" } }')).toEqual(['{ "a": {"full_audio" :\r\n "" } }', 4]);
	});

	test.each([
		'{"a":1}',
		'{"full_audio":null}',
		'{"full_audio":"QU',
		'{"full_audio":"a\\"b"}',
		'{"b":"\\"full_audio\\":\\"x\\""}',
		'"full_audio"',
	])('%s has none of that shape', (text) => {
		expect(cut(text)).toBeUndefined();
	});

	test('of any other shape is read as JSON is, so that a repeated key or an escape hides nothing', async () => {
		const data = `"conversation_id":"conv_1","agent_id":"a"`;
		const body = (audio: string) =>
			`{"type":"post_call_audio","event_timestamp":${now / 1000},"data":{${data},${audio}}}`;
		for (const [audio, kind] of [
			['"full_audio":"QUJD"', 'events'],
			['"full\\u005faudio":"QUJD"', 'events'],
			['"full_audio":"QU\\/D"', 'events'],
			['"full_audio":""', 'ignored'],
			['"full_audio":null', 'malformed'],
			['"full_audio":7', 'malformed'],
		]) {
			expect(parse(requestOf({ text: body(audio!) }), connectionOf()).kind, audio).toBe(kind);
		}
	});

	test('is not copied into an event, and 60 MB of it are read without parsing them', async () => {
		const audio = Buffer.alloc(45_000_000, 7).toString('base64');
		const text = fixture('05-audio').rawBody.replace(/"full_audio":"[^"]*"/, `"full_audio":"${audio}"`);
		const request = requestOf({ text, headers: sign(text, secret, now) });
		const parseJson = vi.spyOn(JSON, 'parse');
		const result = await receive(elevenlabs, request);
		const longest = Math.max(...parseJson.mock.calls.map(([json]) => json.length));
		parseJson.mockRestore();
		expect(longest).toBeLessThan(1_000);
		expect(JSON.stringify(eventsOf(result)).length).toBeLessThan(1_000);
		expect(eventsOf(result)).toHaveLength(1);
	});

	test('does not hold up the process while its signature is checked', async () => {
		const text = 'x'.repeat(60_000_000);
		const request = requestOf({ text, headers: sign(text, secret, now) });
		let turns = 0;
		const ticking = setInterval(() => {
			turns += 1;
		}, 1);
		expect(await verify(request, connectionOf())).toEqual({ kind: 'verified' });
		clearInterval(ticking);
		expect(turns).toBeGreaterThan(3);
	});

	test('and other JSON beyond all reason is not parsed', () => {
		const text = `{"type":"post_call_transcription","x":"${'x'.repeat(16_777_216)}"}`;
		expect(parse(requestOf({ text }), connectionOf())).toEqual({
			kind: 'malformed',
			reason: 'body is too large to be read',
		});
	});
});
