/** Nothing heard for so long means that nobody is there: the server sends a heartbeat every 20 s. */
export const SILENCE_MS = 45_000;
/** A connection attempt that takes longer has failed. */
export const CONNECT_TIMEOUT_MS = 15_000;
/** A connection that held for so long was a good one: the next failure starts from the shortest wait. */
export const STABLE_MS = 10_000;
/** More unreadable frames on one connection than this, and it is given up. */
export const GARBAGE_LIMIT = 20;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** How often a machine without network tries all the same: the server may be on this very machine. */
const OFFLINE_RETRY_MS = 30_000;
const SOCKET_FAILURES_BEFORE_SSE = 3;

export type TransportKind = 'websocket' | 'sse';

export type Phase =
	| { kind: 'stopped' }
	| { kind: 'waiting'; until: number }
	| { kind: 'connecting'; since: number; transport: TransportKind }
	| { kind: 'online'; since: number; heardAt: number; transport: TransportKind; garbage: number }
	/** The server knows this device no more; only a new pairing helps. */
	| { kind: 'refused' };

/** All that decides what happens next. Times are ms since 1970. */
export interface Machine {
	phase: Phase;
	/** When the machine last came to, or fell out of, being connected. */
	since: number;
	/** Failures in a row. */
	attempt: number;
	/** WebSocket failures since one last signed in. */
	socketFailures: number;
	network: boolean;
	lastFailure?: string;
}

export type Input =
	| { kind: 'start' | 'stop' | 'network-lost' | 'network-back' | 'tick' }
	/** From the current connection only. */
	| { kind: 'signed-in' | 'heard' | 'garbage' | 'refused' }
	| { kind: 'failed'; reason: string };

export const stopped: Machine = {
	phase: { kind: 'stopped' },
	since: 0,
	attempt: 0,
	socketFailures: 0,
	network: true,
};

/** What the machine becomes. `chance` (0 ≤ x < 1) spreads the waits of many devices. Pure. */
export function step(machine: Machine, input: Input, now: number, chance: number): Machine {
	const { phase } = machine;
	switch (input.kind) {
		case 'start':
			return connect({ ...machine, attempt: 0, since: now }, now);
		case 'stop':
			return { ...stopped, since: now, network: machine.network };
		case 'network-lost':
			return { ...machine, network: false };
		case 'network-back':
			return networkBack({ ...machine, network: true }, !machine.network, now);
		case 'tick':
			return tick(machine, now, chance);
		case 'refused':
			return isOpen(phase) ? { ...machine, phase: { kind: 'refused' }, since: now } : machine;
		case 'failed':
			return isOpen(phase) ? fail(machine, input.reason, now, chance) : machine;
		case 'signed-in':
			return phase.kind === 'connecting' ? signedIn(machine, phase.transport, now) : machine;
		case 'heard':
			return phase.kind === 'online' ? { ...machine, phase: { ...phase, heardAt: now } } : machine;
		case 'garbage':
			return phase.kind === 'online' ? garbage(machine, phase, now, chance) : machine;
	}
}

/** When `tick` is due, ms since 1970; undefined when time changes nothing. */
export function deadline({ phase }: Machine): number | undefined {
	switch (phase.kind) {
		case 'waiting':
			return phase.until;
		case 'connecting':
			return phase.since + CONNECT_TIMEOUT_MS;
		case 'online':
			return phase.heardAt + SILENCE_MS;
		default:
			return undefined;
	}
}

/** Whether two phases are of the same connection; if not, the old one is to be closed. */
export function sameConnection(a: Phase, b: Phase): boolean {
	if (a.kind === 'online' && b.kind === 'online') return a.since === b.since && a.transport === b.transport;
	if (a.kind === 'connecting' && b.kind === 'online') return a.transport === b.transport;
	return a === b;
}

export function isOpen(phase: Phase): phase is Extract<Phase, { kind: 'connecting' | 'online' }> {
	return phase.kind === 'connecting' || phase.kind === 'online';
}

function connect(machine: Machine, now: number): Machine {
	// Every other try by SSE once sockets keep failing: a proxy that breaks them may be gone later.
	const bySse = machine.socketFailures >= SOCKET_FAILURES_BEFORE_SSE && machine.attempt % 2 === 1;
	return {
		...machine,
		phase: { kind: 'connecting', since: now, transport: bySse ? 'sse' : 'websocket' },
	};
}

function signedIn(machine: Machine, transport: TransportKind, now: number): Machine {
	return {
		...machine,
		phase: { kind: 'online', since: now, heardAt: now, transport, garbage: 0 },
		since: now,
		socketFailures: transport === 'websocket' ? 0 : machine.socketFailures,
		lastFailure: undefined,
	};
}

function fail(machine: Machine, reason: string, now: number, chance: number): Machine {
	const { phase } = machine;
	const wasGood = phase.kind === 'online' && Math.abs(now - phase.since) >= STABLE_MS;
	const attempt = wasGood ? 0 : machine.attempt;
	const wait = machine.network
		? chance * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10))
		: OFFLINE_RETRY_MS;
	const socketFailed = phase.kind === 'connecting' && phase.transport === 'websocket';
	return {
		...machine,
		phase: { kind: 'waiting', until: now + wait },
		since: phase.kind === 'online' ? now : machine.since,
		attempt: attempt + 1,
		socketFailures: machine.socketFailures + (socketFailed ? 1 : 0),
		lastFailure: reason,
	};
}

function tick(machine: Machine, now: number, chance: number): Machine {
	const { phase } = machine;
	switch (phase.kind) {
		case 'waiting':
			// A clock set back must not turn a wait of a second into one of an hour.
			return now >= phase.until || phase.until - now > LONGEST_WAIT_MS ? connect(machine, now) : machine;
		case 'connecting':
			return Math.abs(now - phase.since) >= CONNECT_TIMEOUT_MS
				? fail(machine, 'no answer', now, chance)
				: machine;
		case 'online':
			return Math.abs(now - phase.heardAt) >= SILENCE_MS ? fail(machine, 'silence', now, chance) : machine;
		default:
			return machine;
	}
}

function networkBack(machine: Machine, wasLost: boolean, now: number): Machine {
	const { kind } = machine.phase;
	if (kind === 'waiting') return connect({ ...machine, attempt: 0 }, now);
	// What was open before the network went is most likely dead; the cursor makes starting anew harmless.
	return wasLost && kind === 'online' ? connect(machine, now) : machine;
}

function garbage(
	machine: Machine,
	phase: Extract<Phase, { kind: 'online' }>,
	now: number,
	chance: number,
): Machine {
	if (phase.garbage >= GARBAGE_LIMIT) return fail(machine, 'unreadable stream', now, chance);
	return { ...machine, phase: { ...phase, heardAt: now, garbage: phase.garbage + 1 } };
}
