import type { Clock } from '../clock.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';

export interface ClockJump {
	/** By how much the clock was moved, ms; positive: ahead. */
	byMs: number;
	/** ms since 1970, by the clock after it. */
	at: number;
}

export interface ClockWatch {
	/** The same way out, that listens to what time it is elsewhere. */
	listening(dispatch: Dispatch): Dispatch;
	/** How far this clock is ahead of others', ms; undefined until somebody has told a time lately. */
	aheadMs(): number | undefined;
	/** The newest one that was noticed; looking is noticing, so it has to be called every few minutes. */
	jump(): ClockJump | undefined;
}

interface Heard {
	aheadMs: number;
	/** Monotonic, ms. */
	at: number;
}

const LATELY_MS = 60 * 60 * 1_000;
const MOST_HOSTS = 50;
/** Answers that were long under way tell the time of when they left. */
const QUICK_MS = 5_000;
const JUMP_MS = 60 * 1_000;

/** Compares this machine's clock with the time that answers of others carry, and with how time passes here. */
export function createClockWatch(clock: Clock): ClockWatch {
	const heard = new Map<string, Heard>();
	let offset = clock.now() - clock.monotonic();
	let newest: ClockJump | undefined;

	/** Every host once, so that a talkative one does not outvote the others; what is of before a jump is forgotten. */
	function note(host: string, one: Heard): void {
		heard.delete(host);
		heard.set(host, one);
		const [oldest] = heard.keys();
		if (heard.size > MOST_HOSTS && oldest !== undefined) heard.delete(oldest);
	}

	function look(): void {
		const now = clock.now();
		const moved = now - clock.monotonic() - offset;
		offset += moved;
		if (Math.abs(moved) < JUMP_MS) return;
		newest = { byMs: moved, at: now };
		heard.clear();
	}

	return {
		listening: (dispatch) => async (request) => {
			const begun = clock.monotonic();
			const result = await dispatch(request);
			look();
			const told = result.kind === 'answered' ? Date.parse(result.headers.date ?? '') : Number.NaN;
			const ended = clock.monotonic();
			if (Number.isNaN(told) || ended - begun > QUICK_MS) return result;
			note(URL.parse(request.url)?.host ?? '', { aheadMs: clock.now() - told, at: ended });
			return result;
		},
		aheadMs: () => {
			look();
			const since = clock.monotonic() - LATELY_MS;
			return median([...heard.values()].filter(({ at }) => at >= since).map(({ aheadMs }) => aheadMs));
		},
		jump: () => {
			look();
			return newest;
		},
	};
}

function median(values: number[]): number | undefined {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
