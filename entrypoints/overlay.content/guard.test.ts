// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { ARM_MS, actionGuard } from './guard.ts';

function bench(isSeen: (point?: { x: number; y: number }) => boolean = () => true) {
	let time = 0;
	const guard = actionGuard(() => time, isSeen);
	return { guard, wait: (ms: number) => (time += ms) };
}

/** As a browser makes it: only the browser's own events are trusted. */
function hers(detail = 1): Event {
	const event = new MouseEvent('click', { detail, clientX: 30, clientY: 40 });
	return new Proxy(event, {
		get: (target, name) => (name === 'isTrusted' ? true : Reflect.get(target, name, target)),
	});
}

test('a click within 300 ms of the card’s appearing does nothing', () => {
	const { guard, wait } = bench();
	wait(ARM_MS - 1);
	expect(guard.mayAct(hers())).toBe(false);
	wait(1);
	expect(guard.mayAct(hers())).toBe(true);
});

test('a card that moved or changed waits again', () => {
	const { guard, wait } = bench();
	wait(ARM_MS);
	guard.rearm();
	expect(guard.mayAct(hers())).toBe(false);
});

test('an event that the page made does nothing', () => {
	const { guard, wait } = bench();
	wait(ARM_MS);
	expect(guard.mayAct(new MouseEvent('click'))).toBe(false);
});

test('a click where something covers the card does nothing', () => {
	const { guard, wait } = bench((point) => point?.x !== 30);
	wait(ARM_MS);
	expect(guard.mayAct(hers())).toBe(false);
});

test('Enter on a button has no point, and acts', () => {
	const { guard, wait } = bench((point) => point === undefined);
	wait(ARM_MS);
	expect(guard.mayAct(hers(0))).toBe(true);
});
