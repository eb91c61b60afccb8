/** What a transport tells the one who opened it. After `ended` it says nothing more. */
export interface Listener {
	/** One frame as JSON text, or whatever came instead. */
	frame(text: unknown): void;
	/** `code`: a close code of the contract, where the server gave one. */
	ended(end: { code?: number; reason: string }): void;
}

export interface Opening {
	/** `https://server` without a path. */
	serverUrl: string;
	token: string;
	after?: string;
}

/** Opens a stream; the answer closes it (and silences the listener). */
export type Transport = (opening: Opening, listener: Listener) => () => void;
