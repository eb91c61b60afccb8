import type { Engine } from './engine.ts';
import type { Failure } from './failure.ts';

export type Ports = Engine['ports'];

/** One whole operation; the other side runs them one after the other. */
export interface Request {
	kind: 'request';
	id: number;
	port: keyof Ports;
	method: string;
	args: unknown[];
}

/** Ends the service after what was asked before. */
export interface Close {
	kind: 'close';
}

export type Reply =
	| { kind: 'result'; id: number; value: unknown; wrote: boolean }
	| { kind: 'failure'; id: number; failure: Failure }
	/** Another process wrote. */
	| { kind: 'changed' };

/** What each port can do. */
export type OperationNames = Record<keyof Ports, string[]>;

/** First message of the worker. */
export type Start = { kind: 'started'; operations: OperationNames } | { kind: 'refused'; failure: Failure };

/** What a worker and a message port have in common. */
export interface Channel {
	postMessage(message: unknown): void;
	on(event: 'message', listener: (message: unknown) => void): unknown;
}
