import { describe, expect, test } from 'vitest';
import { followRing } from './test-ring.ts';

/** What is there after so many looks; time passes with each of them. */
function browser({ heardAt = 2, cardAt = 3, frontAt = 4 }) {
	let looks = 0;
	const timers = {
		after: (_: number, callback: () => void) => {
			looks += 1;
			queueMicrotask(callback);
			return () => {};
		},
	};
	const engine = async () => ({
		history: { get: () => (looks >= heardAt ? { callId: 'generic-1' } : undefined) },
		overlay: {
			current: () => (looks >= cardAt ? [{ callId: 'generic-1' }] : [{ callId: 'generic-other' }]),
			follow: async () => looks >= frontAt,
		},
	});
	return { stage: () => followRing('generic-1', engine, timers), looks: () => looks };
}

const never = Number.POSITIVE_INFINITY;

describe('a test ring names the stage that it reached', () => {
	test('painted, as soon as it is', async () => {
		const { stage, looks } = browser({});
		expect(await stage()).toBe('painted');
		expect(looks()).toBe(4);
	});

	test('no tab of hers in front: told after a second, not after all patience', async () => {
		const { stage, looks } = browser({ frontAt: never });
		expect(await stage()).toBe('no-tab');
		expect(looks()).toBe(6);
	});

	test('heard, and no card made of it', async () => {
		expect(await browser({ cardAt: never }).stage()).toBe('received');
	});

	test('stored on the server, and never heard of here', async () => {
		const { stage, looks } = browser({ heardAt: never });
		expect(await stage()).toBe('stored');
		expect(looks()).toBe(32);
	});
});
