import type { Clock } from '../clock.ts';

/** Until when vendors asked to be left alone, by connection, for all who ask in this process. */
export interface QuietTimes {
	/** When it may be asked again, ms since 1970; undefined: now. */
	until(connectionId: string): number | undefined;
	/** The later of two stays. */
	hold(connectionId: string, at: number): void;
}

export function createQuietTimes(clock: Clock): QuietTimes {
	const ends = new Map<string, number>();
	const until = (connectionId: string) => {
		const at = ends.get(connectionId);
		if (at === undefined || at > clock.now()) return at;
		ends.delete(connectionId);
		return undefined;
	};
	return {
		until,
		hold: (connectionId, at) => {
			if (at > Math.max(clock.now(), until(connectionId) ?? 0)) ends.set(connectionId, at);
		},
	};
}
