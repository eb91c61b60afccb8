/** Runs what has the same lane one after the other; what fails holds up nobody. */
export function createTurns(): <T>(lane: string, run: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (lane, run) => {
		const before = last.get(lane) ?? Promise.resolve();
		const mine = before.then(run, run);
		const settled = mine.then(
			() => undefined,
			() => undefined,
		);
		last.set(lane, settled);
		void settled.then(() => last.get(lane) === settled && last.delete(lane));
		return mine;
	};
}
