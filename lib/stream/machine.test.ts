import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	deadline,
	GARBAGE_LIMIT,
	type Input,
	isOpen,
	type Machine,
	SILENCE_MS,
	step,
	stopped,
} from './machine.ts';

const NOW = 1_000_000_000;
const run = (inputs: Input[], start: Machine = stopped, now = NOW, chance = 0.5) =>
	inputs.reduce((machine, input) => step(machine, input, now, chance), start);
const online = run([{ kind: 'start' }, { kind: 'signed-in' }]);
const failed: Input = { kind: 'failed', reason: 'closed' };

const anyInput = fc.constantFrom<Input>(
	{ kind: 'start' },
	{ kind: 'network-lost' },
	{ kind: 'network-back' },
	{ kind: 'tick' },
	{ kind: 'signed-in' },
	{ kind: 'heard' },
	{ kind: 'garbage' },
	failed,
);

describe('staying connected', () => {
	test('whatever happens, a paired device that is not refused tries again within 65 seconds', () => {
		const moments = fc.array(
			fc.tuple(
				anyInput,
				fc.integer({ min: -3_600_000, max: 3_600_000 }),
				fc.double({ min: 0, max: 0.999, noNaN: true }),
			),
			{ maxLength: 60 },
		);
		fc.assert(
			fc.property(moments, (steps) => {
				let now = NOW;
				let machine = step(stopped, { kind: 'start' }, now, 0);
				for (const [input, passed, chance] of steps) {
					now += passed;
					machine = step(machine, input, now, chance);
				}
				// From here the clock runs as clocks do, with an alarm every 30 s.
				let tried = isOpen(machine.phase);
				for (let alarm = 0; alarm < 5 && !tried; alarm++) {
					now += 30_000;
					machine = step(machine, { kind: 'tick' }, now, 0.999);
					tried = isOpen(machine.phase);
				}
				expect(tried).toBe(true);
			}),
		);
	});

	test('waits grow to a minute and never beyond, spread by chance', () => {
		let machine = run([{ kind: 'start' }]);
		const waits: number[] = [];
		for (let attempt = 0; attempt < 12; attempt++) {
			machine = step(machine, failed, NOW, 0.999);
			waits.push((deadline(machine) ?? 0) - NOW);
			machine = { ...machine, phase: { kind: 'connecting', since: NOW, transport: 'websocket' } };
		}
		expect(waits[0]).toBeLessThan(1_000);
		expect(waits[3]).toBeGreaterThan(waits[2]!);
		expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
		expect(deadline(run([{ kind: 'start' }, failed], stopped, NOW, 0))).toBe(NOW);
	});

	test('a connection that held starts the waits anew', () => {
		const tired = { ...online, attempt: 9 };
		expect(step(tired, failed, NOW + 60_000, 0.5).attempt).toBe(1);
		expect(step(tired, failed, NOW + 100, 0.5).attempt).toBe(10);
	});

	test('silence for 45 seconds is a lost connection, and so is a clock that was set back', () => {
		expect(step(online, { kind: 'tick' }, NOW + SILENCE_MS - 1, 0).phase.kind).toBe('online');
		expect(step(online, { kind: 'tick' }, NOW + SILENCE_MS, 0).phase.kind).toBe('waiting');
		expect(step(online, { kind: 'tick' }, NOW - 3_600_000, 0).phase.kind).toBe('waiting');
	});

	test('a few unreadable frames are survived, many end the connection', () => {
		const garbage = Array.from({ length: GARBAGE_LIMIT }, (): Input => ({ kind: 'garbage' }));
		expect(run(garbage, online).phase.kind).toBe('online');
		expect(run([...garbage, { kind: 'garbage' }], online).phase.kind).toBe('waiting');
	});

	test('a device that was signed out stops, and stays so until it is paired again', () => {
		const refused = step(online, { kind: 'refused' }, NOW, 0);
		expect(refused.phase.kind).toBe('refused');
		expect(run([{ kind: 'tick' }, { kind: 'network-back' }, failed], refused).phase.kind).toBe('refused');
		expect(run([{ kind: 'start' }], refused).phase.kind).toBe('connecting');
	});

	test('where sockets keep failing, every other try is by SSE', () => {
		let machine = run([{ kind: 'start' }]);
		const kinds: string[] = [];
		for (let attempt = 0; attempt < 6; attempt++) {
			if (isOpen(machine.phase)) kinds.push(machine.phase.transport);
			machine = run([failed], machine);
			machine = step(machine, { kind: 'tick' }, deadline(machine) ?? 0, 0.5);
		}
		expect(kinds).toEqual(['websocket', 'websocket', 'websocket', 'sse', 'websocket', 'sse']);
	});

	test('the network coming back means trying at once', () => {
		const away = run([{ kind: 'network-lost' }, failed], online);
		expect((deadline(away) ?? 0) - NOW).toBe(30_000);
		expect(run([{ kind: 'network-back' }], away).phase.kind).toBe('connecting');
	});
});
