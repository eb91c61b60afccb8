import type { Clock } from '../clock.ts';
import { CloseCode, type Frame } from '../contract/index.ts';
import type { Random } from '../random.ts';
import type { Timers } from '../timers.ts';
import { readFrame } from './frames.ts';
import {
	deadline,
	type Input,
	isOpen,
	type Machine,
	sameConnection,
	step,
	stopped,
	type TransportKind,
} from './machine.ts';
import type { Transport } from './transport.ts';

export type EventFrame = Extract<Frame, { event: unknown }>;

export interface StreamHandlers {
	/** Where to go on from, and as whom; undefined when unpaired. */
	opening(): Promise<{ serverUrl: string; token: string; after?: string } | undefined>;
	/** `live`: it happens now, as opposed to what was missed and is told again. */
	onEvent(frame: EventFrame, live: boolean): void;
	/** The cursor cannot be continued. Once this resolves, the stream goes on from what `opening` says then. */
	onReset(): Promise<void>;
	onChange(machine: Machine): void;
}

export interface StreamParts {
	transports: Record<TransportKind, Transport>;
	clock: Clock;
	timers: Timers;
	random: Random;
}

export interface StreamConnection {
	/** Connects, or connects anew with other credentials. */
	start(): void;
	stop(): void;
	/** From an alarm or any other wake-up: sees whether something is due. */
	tick(): void;
	network(available: boolean): void;
	machine(): Machine;
}

/** Drives the state machine with real transports: one connection at a time, late words of an old one unheard. */
export function connectStream(handlers: StreamHandlers, parts: StreamParts): StreamConnection {
	const { clock, timers, random } = parts;
	let machine: Machine = stopped;
	let close = () => {};
	let cancelTimer = () => {};

	function apply(input: Input): void {
		const before = machine;
		machine = step(machine, input, clock.now(), random.fraction());
		if (machine === before) {
			// A timer may fire a fraction of a millisecond early: without another one nobody would try again.
			if (input.kind === 'tick') setTimer();
			return;
		}
		const isNew = input.kind === 'start' || !sameConnection(before.phase, machine.phase);
		if (isNew) {
			close();
			close = () => {};
			if (isOpen(machine.phase)) close = open(machine.phase.transport);
		}
		setTimer();
		handlers.onChange(machine);
	}

	function setTimer(): void {
		cancelTimer();
		const due = deadline(machine);
		if (due === undefined) return;
		const wait = Math.max(0, Math.ceil(due - clock.now()));
		cancelTimer = timers.after(wait, () => apply({ kind: 'tick' }));
	}

	function open(kind: TransportKind): () => void {
		const attempt = { closed: false, close: () => {} };
		const report = (input: Input) => attempt.closed || apply(input);
		void handlers.opening().then(
			(opening) => {
				if (attempt.closed) return;
				if (!opening) return report({ kind: 'failed', reason: 'not paired' });
				const replay = replayWatch(opening.after);
				attempt.close = parts.transports[kind](opening, {
					frame: (text) => attempt.closed || onFrame(text, replay, report),
					ended: ({ code, reason }) => report(endInput(code, reason)),
				});
			},
			(fault: unknown) => report({ kind: 'failed', reason: reasonOf(fault) }),
		);
		return () => {
			attempt.closed = true;
			attempt.close();
		};
	}

	function onFrame(text: unknown, replay: ReplayWatch, report: (input: Input) => void): void {
		const read = readFrame(text);
		report({ kind: read.kind === 'garbage' ? 'garbage' : 'heard' });
		if (read.kind !== 'frame') return;
		const { frame } = read;
		if ('event' in frame) {
			handlers.onEvent(frame, replay.isLive(frame));
			return;
		}
		replay.note(frame);
		if (frame.kind === 'ready') report({ kind: 'signed-in' });
		if (frame.kind === 'reset') startOver();
	}

	function startOver(): void {
		close();
		const { phase } = machine;
		// Through the same wait as a failure, so that a server that always says reset is not hammered.
		const goOn = (reason: string) => {
			if (sameConnection(phase, machine.phase)) apply({ kind: 'failed', reason });
		};
		void handlers.onReset().then(
			() => goOn('reset'),
			(fault: unknown) => goOn(reasonOf(fault)),
		);
	}

	return {
		start: () => apply({ kind: 'start' }),
		stop: () => apply({ kind: 'stop' }),
		tick: () => apply({ kind: 'tick' }),
		network: (available) => apply({ kind: available ? 'network-back' : 'network-lost' }),
		machine: () => machine,
	};
}

function endInput(code: number | undefined, reason: string): Input {
	const refused = code === CloseCode.unauthorised || code === CloseCode.revoked;
	return refused ? { kind: 'refused' } : { kind: 'failed', reason };
}

function reasonOf(fault: unknown): string {
	return fault instanceof Error ? fault.message : 'unknown';
}

interface ReplayWatch {
	note(frame: Exclude<Frame, { event: unknown }>): void;
	isLive(frame: EventFrame): boolean;
}

/** Tells what was missed from what happens now: the replay ends at `ready`'s cursor, at the latest with a heartbeat. */
function replayWatch(after: string | undefined): ReplayWatch {
	let end: string | undefined;
	let over = false;
	return {
		note(frame) {
			if (frame.kind === 'heartbeat') over = true;
			if (frame.kind !== 'ready') return;
			end = frame.cursor;
			over = after === undefined || after === frame.cursor;
		},
		isLive(frame) {
			const live = over;
			if (frame.cursor === end) over = true;
			return live;
		},
	};
}
