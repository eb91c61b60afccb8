import { afterEach, describe, expect, test } from 'vitest';
import { CloudTalkSimulator } from '../../tests/support/vendors/cloudtalk.ts';
import { ElevenLabsSimulator } from '../../tests/support/vendors/elevenlabs.ts';
import { RetellSimulator } from '../../tests/support/vendors/retell.ts';
import { RingCentralSimulator } from '../../tests/support/vendors/ringcentral.ts';
import { TwilioSimulator } from '../../tests/support/vendors/twilio.ts';
import type { VendorServer } from '../../tests/support/vendors/vendor-server.ts';
import { WebexSimulator } from '../../tests/support/vendors/webex.ts';
import { createQuietTimes } from '../vendors/quiet-times.ts';
import { createVendorDownloads } from '../vendors/vendor-download.ts';
import cloudtalk from './cloudtalk/index.ts';
import elevenlabs from './elevenlabs/index.ts';
import type { Provider } from './provider.ts';
import retell from './retell/index.ts';
import ringcentral from './ringcentral/index.ts';
import twilio from './twilio/index.ts';
import { connectVendor } from './vendor-api.testkit.ts';
import webex from './webex/index.ts';

const now = Date.parse('2026-05-12T09:00:00Z');
const clock = { now: () => now, monotonic: () => now };
const noa = { id: 'person-noa', label: 'noa@firm.example' };
const AUDIO = Buffer.from('the audio of the call');

interface Vendor {
	provider: Provider;
	server: VendorServer;
	secrets?: Record<string, string>;
	accessToken?: string;
	/** Its recordings' ids with us. */
	kept: string;
	missing: string;
}

const started: VendorServer[] = [];
afterEach(() => {
	for (const server of started.splice(0)) server.stop();
});

const vendors: Record<string, () => Vendor> = {
	webex: () => {
		const vendor = new WebexSimulator(() => now);
		vendor.recordings.set('R1', AUDIO);
		const { server } = vendor;
		return {
			provider: webex,
			server,
			accessToken: vendor.oauth.grantTo(noa),
			kept: 'webex-R1',
			missing: 'webex-R2',
		};
	},
	ringcentral: () => {
		const vendor = new RingCentralSimulator(() => now);
		vendor.recordings.set('71', AUDIO);
		const accessToken = vendor.oauth.grantTo(noa);
		const ids = { kept: 'ringcentral-71', missing: 'ringcentral-72' };
		return { provider: ringcentral, server: vendor.server, accessToken, ...ids };
	},
	twilio: () => {
		const vendor = new TwilioSimulator();
		vendor.recordings.set('RE1', AUDIO);
		const secrets = { accountSid: vendor.accountSid, secret: vendor.token };
		return { provider: twilio, server: vendor.server, secrets, kept: 'RE1', missing: 'RE2' };
	},
	retell: () => {
		const vendor = new RetellSimulator();
		vendor.recordings.set('c1', AUDIO);
		const call = { call_status: 'ended' } as const;
		const recording_url = vendor.recordingUrl('c1');
		vendor.calls.push({ ...call, call_id: 'c1', recording_url }, { ...call, call_id: 'c2' });
		const { server } = vendor;
		return {
			provider: retell,
			server,
			secrets: { secret: vendor.key },
			kept: 'retell-c1',
			missing: 'retell-c2',
		};
	},
	elevenlabs: () => {
		const vendor = new ElevenLabsSimulator();
		vendor.recordings.set('conv_1', AUDIO);
		for (const [conversation_id, has_audio] of [
			['conv_1', true],
			['conv_2', false],
		] as const) {
			const metadata = { start_time_unix_secs: 1 };
			vendor.conversations.push({ conversation_id, has_audio, status: 'done', metadata });
		}
		const { server } = vendor;
		return {
			provider: elevenlabs,
			server,
			secrets: { apiKey: vendor.key },
			kept: 'conv_1',
			missing: 'conv_2',
		};
	},
	cloudtalk: () => {
		const vendor = new CloudTalkSimulator();
		vendor.recordings.set('1001', AUDIO);
		vendor.recordings.set('1002', undefined);
		const { accessKeyId, accessKeySecret } = vendor;
		const ids = { kept: 'cloudtalk-1001', missing: 'cloudtalk-1002' };
		return { provider: cloudtalk, server: vendor.server, secrets: { accessKeyId, accessKeySecret }, ...ids };
	},
};

/** Located and read as the job does; what was asked is in the simulator's list. */
async function fetched({ provider, server, secrets = {}, accessToken }: Vendor, recordingId: string) {
	await server.start();
	started.push(server);
	const connected = connectVendor(provider, server, { secrets, now, accessToken });
	const located = await provider.recordings?.locate({ recordingId, callId: 'c' }, connected.tools());
	if (located?.kind !== 'found') return located;
	const token = async () =>
		({ kind: 'token', token: accessToken ?? '', generation: 1, obtainedAt: now }) as const;
	const downloads = createVendorDownloads({
		...{ download: server.download(), clock, quietTimes: createQuietTimes(clock) },
		tokens: { accessToken: token, renewed: token },
	});
	const found = { workspaceId: 'ws', connection: connected.connection };
	return downloads(found, provider)({ ...located, maxBytes: 1_000 }, async (body) => {
		const pieces: Uint8Array[] = [];
		for await (const piece of body) pieces.push(piece);
		return Buffer.concat(pieces);
	});
}

describe.each(Object.entries(vendors))('a recording at %s', (_, make) => {
	test('is found and read, with a key where one is wanted and without where none may come', async () => {
		const vendor = make();
		expect(await fetched(vendor, vendor.kept)).toEqual({ kind: 'read', value: AUDIO });
	});

	test('that is no longer there is gone', async () => {
		const vendor = make();
		expect(await fetched(vendor, vendor.missing)).toEqual({ kind: 'gone' });
	});
});

test('a link of Webex that has died does not open', async () => {
	const vendor = new WebexSimulator(() => now);
	vendor.recordings.set('R1', AUDIO);
	vendor.linkMs = 0;
	const accessToken = vendor.oauth.grantTo(noa);
	const made: Vendor = { provider: webex, server: vendor.server, accessToken, kept: 'webex-R1', missing: '' };
	expect(await fetched(made, 'webex-R1')).toMatchObject({ kind: 'forbidden' });
});

test('CloudTalk is not asked for what it knows by number under a UUID', async () => {
	const vendor = vendors.cloudtalk?.();
	const asked = vendor && (await fetched(vendor, 'cloudtalk-6f9a1c1e-0d55-4f7b-9a9f-0e5ad2ad1c11'));
	expect(asked).toMatchObject({ kind: 'unexpected' });
	expect(vendor?.server.requests).toEqual([]);
});
