import { describe, expect, test } from 'vitest';
import { systemRandom } from '../random.ts';
import { type FrameGrant, frameGrants } from './frames.ts';

const here = { tabId: 1, frameId: 5, documentId: 'D1' };

function rig() {
	let saved: Record<string, FrameGrant> = {};
	const store = {
		load: async () => structuredClone(saved),
		save: async (grants: Record<string, FrameGrant>) => {
			saved = structuredClone(grants);
		},
	};
	return {
		frames: frameGrants(store, systemRandom.secret),
		restarted: () => frameGrants(store, systemRandom.secret),
	};
}

describe('frame secrets', () => {
	test('a secret is 32 bytes and never the same', async () => {
		const { frames } = rig();
		const secrets = await Promise.all(Array.from({ length: 20 }, () => frames.open(1, 'c')));
		expect(new Set(secrets).size).toBe(20);
		for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
	});

	test('says hello once: a page that reads the secret comes too late', async () => {
		const { frames } = rig();
		const secret = await frames.open(1, 'call-1');
		expect(await frames.hello(secret, here)).toBe('call-1');
		expect(await frames.hello(secret, here)).toBeUndefined();
		expect(await frames.hello(secret, { ...here, frameId: 6, documentId: 'D2' })).toBeUndefined();
	});

	test('speaks for its own call, tab and document only', async () => {
		const { frames } = rig();
		const secret = await frames.open(1, 'call-1');
		expect(await frames.hello(secret, { ...here, tabId: 2 })).toBeUndefined();
		expect(await frames.callFor(secret, here)).toBeUndefined();
		await frames.hello(secret, here);
		expect(await frames.callFor(secret, here)).toBe('call-1');
		for (const other of [{ tabId: 2 }, { frameId: 6 }, { documentId: 'D2' }]) {
			expect(await frames.callFor(secret, { ...here, ...other })).toBeUndefined();
		}
		expect(await frames.callFor('x'.repeat(43), here)).toBeUndefined();
	});

	test('outlives the worker, not the page', async () => {
		const { frames, restarted } = rig();
		const secret = await frames.open(1, 'call-1');
		await frames.hello(secret, here);
		const next = restarted();
		expect(await next.callFor(secret, here)).toBe('call-1');
		await next.dropTab(1);
		expect(await next.callFor(secret, here)).toBeUndefined();
		expect(await restarted().callFor(secret, here)).toBeUndefined();
	});

	test('a page that asks without end loses its oldest, not our memory', async () => {
		const { frames } = rig();
		const first = await frames.open(1, 'c');
		for (let index = 0; index < 60; index++) await frames.open(1, 'c');
		expect(await frames.hello(first, here)).toBeUndefined();
	});
});
