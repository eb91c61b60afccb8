import { describe, expect, test } from 'vitest';
import { settle } from '../engine/world.testkit.ts';
import type { CardView } from './card.ts';
import { overlayManager, witnessed } from './manager.ts';

const card = (callId: string) => ({ callId, state: 'ringing' }) as CardView;

function browserWith(front: number[], all = front) {
	const mounted = new Map<number, string[]>();
	const injected: number[] = [];
	const state = { front, blocked: new Set<number>() };
	const manager = overlayManager({
		front: async () => state.front,
		all: async () => all,
		async show(tabId, cards) {
			if (!mounted.has(tabId)) return false;
			mounted.set(
				tabId,
				cards.map(({ callId }) => callId),
			);
			return true;
		},
		async inject(tabId) {
			await settle(1);
			injected.push(tabId);
			if (state.blocked.has(tabId)) return false;
			mounted.set(tabId, []);
			return true;
		},
	});
	return { manager, mounted, injected, state };
}

describe('cards in tabs', () => {
	test('a page carries nothing of ours before there is a card', async () => {
		const { manager, injected } = browserWith([1]);
		await manager.show([]);
		await manager.follow();
		await manager.greetAll();
		expect(injected).toEqual([]);
	});

	test('dismissed while it is on its way, a card is not put in after all', async () => {
		const { manager, injected } = browserWith([1]);
		const onItsWay = manager.show([card('a')]);
		await manager.show([]);
		await onItsWay;
		expect(injected).toEqual([]);
	});

	test('the tab in front of every window shows it, the others do not', async () => {
		const { manager, mounted } = browserWith([1, 2], [1, 2, 3]);
		expect(await manager.show([card('a')])).toBe(true);
		expect([...mounted]).toEqual([
			[1, ['a']],
			[2, ['a']],
		]);
	});

	test('dismissed once, gone in every tab that showed it', async () => {
		const { manager, mounted, state } = browserWith([1], [1, 2]);
		await manager.show([card('a')]);
		state.front = [2];
		await manager.follow();
		expect(mounted.get(2)).toEqual(['a']);
		await manager.show([]);
		expect([...mounted.values()]).toEqual([[], []]);
	});

	test('a page that loads anew during a call gets the card again', async () => {
		const { manager, mounted, injected } = browserWith([1]);
		await manager.show([card('a')]);
		mounted.clear();
		await manager.follow();
		expect(mounted.get(1)).toEqual(['a']);
		expect(injected).toEqual([1, 1]);
	});

	test('however much happens while the script travels, it is put in once and shows the newest', async () => {
		const { manager, mounted, injected } = browserWith([1]);
		manager.prepare();
		await Promise.all([manager.show([card('a')]), manager.show([card('b'), card('a')]), manager.follow()]);
		await settle();
		expect(injected).toEqual([1]);
		expect(mounted.get(1)).toEqual(['b', 'a']);
	});

	test('a tab that takes no script is not counted as showing', async () => {
		const { manager, state } = browserWith([1]);
		state.blocked.add(1);
		expect(await manager.show([card('a')])).toBe(false);
	});

	test('after a restart, tabs that show what is over are cleared', async () => {
		const { manager, mounted, injected } = browserWith([1], [1, 2]);
		mounted.set(2, ['old']);
		await manager.greetAll();
		expect(mounted.get(2)).toEqual([]);
		expect(injected).toEqual([]);
	});
});

test('a card counts as seen in a tab in front, and nowhere else', async () => {
	const { manager, state } = browserWith([]);
	let seen = 0;
	const overlay = witnessed(manager, () => {
		seen += 1;
	});
	await overlay.show([card('a')]);
	await overlay.follow();
	expect(seen).toBe(0);
	state.front = [1];
	await overlay.follow();
	expect(seen).toBe(1);
	await overlay.show([]);
	expect(seen).toBe(1);
});
