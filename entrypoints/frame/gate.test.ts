import { describe, expect, test } from 'vitest';
import { frameGate, SEEN_MS } from './gate.ts';

function bench() {
	let time = 1_000;
	const gate = frameGate(() => time);
	const at = (x: number, y: number) => ({ screenX: x + 40, screenY: y + 8, clientX: 40, clientY: 8 });
	return { gate, at, wait: (ms: number) => (time += ms) };
}

const hers = { isTrusted: true };

describe('the frame takes input', () => {
	test('once it has been fully seen for 300 ms', () => {
		const { gate, wait } = bench();
		gate.seen(true);
		wait(SEEN_MS - 1);
		expect(gate.mayPoint(hers)).toBe(false);
		wait(1);
		expect(gate.mayPoint(hers)).toBe(true);
	});

	test('typed, also while it grows and so moves under a resting pointer', () => {
		const { gate, at, wait } = bench();
		gate.seen(true);
		gate.pointer(at(100, 100));
		wait(SEEN_MS);
		gate.pointer(at(100, 80));
		expect(gate.mayType(hers)).toBe(true);
		expect(gate.mayPoint(hers)).toBe(false);
	});

	test('typed by her alone, and only where she can see it', () => {
		const { gate, wait } = bench();
		gate.seen(true);
		wait(SEEN_MS);
		expect(gate.mayType({ isTrusted: false })).toBe(false);
		gate.seen(false);
		expect(gate.mayType(hers)).toBe(false);
	});

	test('never from the page, which can only make events that are not trusted', () => {
		const { gate, wait } = bench();
		gate.seen(true);
		wait(SEEN_MS);
		expect(gate.mayPoint({ isTrusted: false })).toBe(false);
	});

	test('not before the browser has said that it is seen', () => {
		const { gate, wait } = bench();
		wait(10_000);
		expect(gate.mayPoint(hers)).toBe(false);
	});

	test('not while it is covered, and not at once when the cover goes', () => {
		const { gate, wait } = bench();
		gate.seen(true);
		wait(SEEN_MS);
		gate.seen(false);
		expect(gate.mayPoint(hers)).toBe(false);
		gate.seen(true);
		expect(gate.mayPoint(hers)).toBe(false);
	});

	test('not when it was just moved under the pointer', () => {
		const { gate, at, wait } = bench();
		gate.seen(true);
		gate.pointer(at(100, 100));
		wait(SEEN_MS);
		gate.pointer(at(300, 100));
		expect(gate.mayPoint(hers)).toBe(false);
		wait(SEEN_MS);
		gate.pointer(at(300, 100));
		expect(gate.mayPoint(hers)).toBe(true);
	});

	test('while the pointer moves over a frame that stands still', () => {
		const { gate, wait } = bench();
		gate.seen(true);
		wait(SEEN_MS);
		gate.pointer({ screenX: 140, screenY: 108, clientX: 40, clientY: 8 });
		gate.pointer({ screenX: 180, screenY: 110, clientX: 80, clientY: 10 });
		expect(gate.mayPoint(hers)).toBe(true);
	});
});
