/** Timers, handed on so that tests can bend them. */
export interface Timers {
	/** Calls back once after `ms`; the answer cancels it. */
	after(ms: number, callback: () => void): () => void;
}

export const systemTimers: Timers = {
	after(ms, callback) {
		const id = setTimeout(callback, ms);
		return () => clearTimeout(id);
	},
};
