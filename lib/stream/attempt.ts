import { CloseCode } from '../contract/index.ts';
import type { StreamHandlers } from './connection.ts';
import { readFrame } from './frames.ts';
import type { Input } from './machine.ts';
import { type ReplayWatch, replayWatch } from './replay.ts';
import type { Transport } from './transport.ts';

/** What one attempt at a connection tells the machine. */
export interface AttemptListener {
	input(input: Input): void;
	/** The cursor cannot be continued. */
	reset(): void;
}

/** One attempt at a connection. The answer closes it, and from then on nothing of it is heard. */
export function openAttempt(
	transport: Transport,
	handlers: Pick<StreamHandlers, 'opening' | 'onEvent'>,
	listener: AttemptListener,
): () => void {
	let isClosed = false;
	let close = () => {};
	const report = (input: Input) => isClosed || listener.input(input);

	function hear(text: unknown, replay: ReplayWatch): void {
		if (isClosed) return;
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
		if (frame.kind === 'reset') listener.reset();
	}

	void handlers.opening().then(
		(opening) => {
			if (isClosed) return;
			if (!opening) return report({ kind: 'failed', reason: 'not paired' });
			const replay = replayWatch(opening.after);
			close = transport(opening, {
				frame: (text) => hear(text, replay),
				ended: ({ code, reason }) => report(endInput(code, reason)),
			});
		},
		(fault: unknown) => report({ kind: 'failed', reason: reasonOf(fault) }),
	);
	return () => {
		isClosed = true;
		close();
	};
}

function endInput(code: number | undefined, reason: string): Input {
	const refused = code === CloseCode.unauthorised || code === CloseCode.revoked;
	return refused ? { kind: 'refused' } : { kind: 'failed', reason };
}

export function reasonOf(fault: unknown): string {
	return fault instanceof Error ? fault.message : 'unknown';
}
