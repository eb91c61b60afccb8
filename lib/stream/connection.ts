import type { Clock } from '../clock.ts';
import type { Frame } from '../contract/index.ts';
import type { Random } from '../random.ts';
import type { Timers } from '../timers.ts';
import { openAttempt, reasonOf } from './attempt.ts';
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
		return openAttempt(parts.transports[kind], handlers, { input: apply, reset: startOver });
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
