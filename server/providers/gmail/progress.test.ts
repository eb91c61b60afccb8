import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openProgress } from './progress.ts';

/** What a connection remembers, in memory. */
function remembering(): Parameters<typeof openProgress>[0] {
	let text: string | undefined;
	return {
		state: async () => text,
		setState: async (_, { expected, value }) => {
			if (text !== expected) return false;
			text = value;
			return true;
		},
	};
}

test('wherever it is moved to, a mailbox’s progress never goes back', async () => {
	const historyId = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
	await fc.assert(
		fc.asyncProperty(fc.array(historyId, { minLength: 1 }), async (ids) => {
			const tools = remembering();
			for (const id of ids) expect(await (await openProgress(tools)).move({ historyId: id })).toBe(true);
			const [highest] = ids.map(BigInt).sort((one, other) => (one < other ? 1 : -1));
			expect((await openProgress(tools)).historyId).toBe(String(highest));
		}),
	);
});

test('of two who read from the same place one moves on, the other is told', async () => {
	const tools = remembering();
	const [one, other] = await Promise.all([openProgress(tools), openProgress(tools)]);
	expect(await one.move({ historyId: '20' })).toBe(true);
	expect(await other.move({ historyId: '10' })).toBe(false);
	expect((await openProgress(tools)).historyId).toBe('20');
});
