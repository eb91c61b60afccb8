import { describe, expect, test } from 'vitest';
import { callFrame, countingRandom, settle, world } from '../engine/world.testkit.ts';
import { connectStream, type EventFrame } from './connection.ts';
import type { Listener, Opening, Transport } from './transport.ts';

function rig(options: { onReset?: () => Promise<void>; timersEarlyMs?: number } = {}) {
	const time = world();
	const { timersEarlyMs = 0 } = options;
	const opened: { opening: Opening; listener: Listener; closed: boolean; kind: string }[] = [];
	const heard: { frame: EventFrame; live: boolean }[] = [];
	let after = 'c0';
	const transport =
		(kind: string): Transport =>
		(opening, listener) => {
			const one = { opening, listener, closed: false, kind };
			opened.push(one);
			return () => {
				one.closed = true;
			};
		};
	const stream = connectStream(
		{
			opening: async () => ({ serverUrl: 'https://server', token: 't', after }),
			onEvent: (frame, live) => heard.push({ frame, live }),
			onReset: options.onReset ?? (async () => {}),
			onChange: () => {},
		},
		{
			transports: { websocket: transport('websocket'), sse: transport('sse') },
			clock: time.clock,
			timers: {
				...time.timers,
				after: (ms, run) => time.timers.after(Math.max(0, ms - timersEarlyMs), run),
			},
			random: countingRandom(),
		},
	);
	const last = () => opened.at(-1)!;
	const say = (frame: object) => last().listener.frame(JSON.stringify(frame));
	return { ...time, stream, opened, heard, last, say, setAfter: (cursor: string) => (after = cursor) };
}

describe('the stream', () => {
	test('goes on from the cursor of now, not of the first time', async () => {
		const { stream, last, say, pass, setAfter, opened } = rig();
		stream.start();
		await settle();
		say({ kind: 'ready', cursor: 'c0' });
		setAfter('c7');
		last().listener.ended({ reason: 'closed' });
		pass(1_000);
		await settle();
		expect(opened).toHaveLength(2);
		expect(last().opening.after).toBe('c7');
	});

	test('a timer that fires a moment early does not end the trying', async () => {
		const { stream, last, pass, opened } = rig({ timersEarlyMs: 0.5 });
		stream.start();
		await settle();
		last().listener.ended({ reason: 'closed' });
		for (let second = 0; second < 3; second++) {
			pass(1_000);
			await settle();
		}
		expect(opened.length).toBeGreaterThan(1);
	});

	test('tells what was missed from what happens now', async () => {
		const { stream, say, heard } = rig();
		stream.start();
		await settle();
		say({ kind: 'ready', cursor: 'c2' });
		for (const cursor of ['c1', 'c2', 'c3']) say(callFrame(cursor));
		expect(heard.map(({ live }) => live)).toEqual([false, false, true]);
	});

	test('a heartbeat ends the replay where its last event was not for us', async () => {
		const { stream, say, heard } = rig();
		stream.start();
		await settle();
		say({ kind: 'ready', cursor: 'c9' });
		say(callFrame('c5'));
		say({ kind: 'heartbeat', cursor: 'c9' });
		say(callFrame('c10'));
		expect(heard.map(({ live }) => live)).toEqual([false, true]);
	});

	test('late words of an old connection are not heard', async () => {
		const { stream, opened, heard } = rig();
		stream.start();
		await settle();
		stream.start();
		await settle();
		opened[0]!.listener.frame(JSON.stringify(callFrame('c1')));
		opened[0]!.listener.ended({ code: 4403, reason: 'revoked' });
		expect(heard).toEqual([]);
		expect(opened[0]!.closed).toBe(true);
		expect(stream.machine().phase.kind).toBe('connecting');
	});

	test('after a reset it reads the snapshot first, then goes on, without hammering', async () => {
		let snapshots = 0;
		const { stream, say, pass, opened, heard } = rig({
			onReset: async () => {
				snapshots++;
			},
		});
		stream.start();
		await settle();
		say({ kind: 'reset', reason: 'expired' });
		say(callFrame('c1'));
		await settle();
		expect(heard).toEqual([]);
		expect([snapshots, opened.length]).toEqual([1, 1]);
		pass(1_000);
		await settle();
		expect(opened).toHaveLength(2);
	});

	test('a reset whose snapshot comes after unpairing connects nothing', async () => {
		let finish = () => {};
		const { stream, say, pass, opened } = rig({
			onReset: () => new Promise((resolve) => (finish = resolve)),
		});
		stream.start();
		await settle();
		say({ kind: 'reset', reason: 'epoch' });
		stream.stop();
		finish();
		await settle();
		pass(120_000);
		await settle();
		expect(opened).toHaveLength(1);
	});

	test('garbage between events costs no event; a frame of a newer kind is no garbage', async () => {
		const { stream, last, say, heard } = rig();
		stream.start();
		await settle();
		say({ kind: 'ready', cursor: 'c0' });
		for (let index = 0; index < 30; index++) say({ kind: 'presence', who: index });
		for (const junk of ['', '{', '[]', 'null', '{"cursor":7}', new ArrayBuffer(3)])
			last().listener.frame(junk);
		say(callFrame('c1'));
		expect(heard).toHaveLength(1);
		expect(stream.machine().phase).toMatchObject({ kind: 'online', garbage: 6 });
	});

	test('a revoked device says so and asks no more', async () => {
		const { stream, last, pass, opened } = rig();
		stream.start();
		await settle();
		last().listener.ended({ code: 4403, reason: 'revoked' });
		pass(600_000);
		stream.tick();
		await settle();
		expect(stream.machine().phase.kind).toBe('refused');
		expect(opened).toHaveLength(1);
	});
});
