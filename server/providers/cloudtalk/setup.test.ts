import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CloudTalkCall, CloudTalkSimulator } from '../../../tests/support/vendors/cloudtalk.ts';
import { toInstant } from '../../clock.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import { connectionOf, receive, requestOf } from '../vendor-hook.testkit.ts';
import cloudtalk from './index.ts';
import { automations } from './templates.ts';

const provider: Provider = cloudtalk;
const now = Date.parse('2026-05-12T08:30:00.000Z');
const MINUTE = 60_000;
const since = now - 120 * MINUTE;

let vendor: CloudTalkSimulator;
let connected: ConnectedVendor;
beforeEach(async () => {
	vendor = new CloudTalkSimulator();
	await vendor.server.start();
	const { accessKeyId, accessKeySecret } = vendor;
	connected = connectVendor(provider, vendor.server, {
		secrets: { secret: 's', accessKeyId, accessKeySecret },
		now,
	});
});
afterEach(() => vendor.server.stop());

function call(id: string, startedAt: number, change: object = {}): CloudTalkCall {
	return {
		Cdr: {
			id,
			type: 'incoming',
			public_external: 493023125101,
			public_internal: 493023125200,
			recorded: false,
			is_voicemail: false,
			talking_time: '0',
			started_at: toInstant(startedAt),
			answered_at: null,
			ended_at: toInstant(startedAt + MINUTE),
			...change,
		},
		Contact: { id: '77', name: 'Mira Lindqvist' },
	};
}

describe('the access key', () => {
	test('is taken', async () => {
		expect(await cloudtalk.checkKey(connected.tools())).toEqual({ kind: 'read', value: {} });
	});

	test('is not taken', async () => {
		vendor.accessKeySecret = 'another';
		expect(await cloudtalk.checkKey(connected.tools())).toEqual({ kind: 'signed-out' });
	});

	test('may be left out', () => {
		expect(cloudtalk.authorization({ secret: 's' })).toBeUndefined();
		expect(cloudtalk.authorization({ secret: 's', accessKeyId: 'KEY-ID' })).toBeUndefined();
	});
});

describe('what was missed', () => {
	const read = (knownCalls: Parameters<typeof cloudtalk.backfill>[1]['knownCalls'] = []) =>
		cloudtalk.backfill(since, { ...connected.tools(), knownCalls });

	async function viewOf(event: string, startedAt: number, uuid: string) {
		const body = {
			...{ event, call_uuid: uuid, direction: 'incoming', external_number: '493023125101' },
			started_at: toInstant(startedAt),
		};
		const request = requestOf({ text: JSON.stringify(body), headers: { authorization: 'Bearer s' } });
		const parsed = await receive(provider, request, connectionOf({ secrets: { secret: 's' } }));
		const [first] = parsed.kind === 'events' ? parsed.events : [];
		if (first?.type !== 'ringside.call.ringing' && first?.type !== 'ringside.call.ended')
			throw new Error('no call');
		return first.data;
	}

	test('is told with the history’s id where nothing is known', async () => {
		vendor.calls.push(
			call('27', now - 60 * MINUTE, { talking_time: '21', answered_at: toInstant(now - 59 * MINUTE) }),
		);
		expect(await read()).toMatchObject({
			value: {
				events: [
					{
						data: {
							callId: 'cloudtalk-27',
							fromHistory: 'id',
							endReason: 'completed',
							remote: { e164: '+493023125101', name: 'Mira Lindqvist', contactId: '77' },
						},
					},
				],
			},
		});
	});

	test('ends the ring that is known, joined by number and time and labelled so', async () => {
		vendor.calls.push(call('27', now - 60 * MINUTE));
		const known = await viewOf('call.started', now - 61 * MINUTE, 'uuid-1');
		expect(await read([known])).toMatchObject({
			value: {
				events: [
					{ data: { callId: 'cloudtalk-uuid-1', fromHistory: 'number-and-time', endReason: 'missed' } },
				],
			},
		});
	});

	test('is not told again where the end is known', async () => {
		vendor.calls.push(call('27', now - 60 * MINUTE));
		const known = await viewOf('call.ended', now - 60 * MINUTE, 'uuid-1');
		expect(await read([known])).toEqual({ kind: 'read', value: { events: [] } });
	});

	test('does not count what is still in its wrap-up, goes on, began before, or is between colleagues', async () => {
		vendor.calls.push(
			call('1', now - 5 * MINUTE),
			call('2', now - 60 * MINUTE, { ended_at: null }),
			call('3', since),
			call('4', now - 60 * MINUTE, { type: 'internal' }),
		);
		expect(await read()).toEqual({ kind: 'read', value: { events: [] } });
	});

	test('waits when the minute’s operations are used up', async () => {
		vendor.remaining = 0;
		expect(await read()).toMatchObject({ kind: 'later', at: now + MINUTE });
	});
});

describe('the automations to paste', () => {
	test.each(automations)('$event is read when its values are filled in', async ({ event, values }) => {
		const filled: Record<string, string> = {
			direction: 'incoming',
			external_number: '493023125101',
			internal_number: '493023125200',
			started_at: toInstant(now),
			sent_at: toInstant(now),
		};
		const body = Object.fromEntries(Object.keys(values).map((key) => [key, filled[key] ?? '1']));
		const request = requestOf({
			text: JSON.stringify({ ...body, event }),
			headers: { authorization: 'Bearer s' },
		});
		const parsed = await receive(provider, request, connectionOf({ secrets: { secret: 's' } }));
		expect(parsed.kind).toBe('events');
	});

	test('are shown with the address and the token, and a check of the ring', () => {
		const values = { redirectUri: '', publicUrl: '', hookUrl: connected.hookUrl, secrets: { secret: 's3' } };
		const [first, ...rest] = cloudtalk.guide.steps(values);
		expect(first?.copy?.map(({ value }) => value)).toEqual([connected.hookUrl, 'Bearer s3']);
		expect(rest.map(({ check }) => check)).toEqual([
			'deliveries',
			...automations.slice(1).map(() => undefined),
		]);
		expect(cloudtalk.guide.steps({ redirectUri: '', publicUrl: '' })[0]?.copy).toBeUndefined();
	});
});
