import type { CloseCode } from '../../lib/contract/stream.ts';
import type { Wire } from './encoding.ts';

export type EndCode = (typeof CloseCode)[keyof typeof CloseCode];

/** One open stream, whatever it travels over. */
export interface Client {
	readonly wire: Wire;
	readonly workspaceId: string;
	readonly userId: string;
	readonly deviceId: string;
	write(frames: Buffer): void;
	/** Bytes that the other side has not taken yet. */
	buffered(): number;
	/** Resolves when all of them are taken, or the stream is over. */
	drained(): Promise<void>;
	/** Says why and closes; nothing is written afterwards. */
	end(code: EndCode): void;
	/** Ends after what was written, without a reason. */
	finish(): void;
	isOpen(): boolean;
}
