/** Clocks closer than that are left as they are: it may as well be the network. */
const TOLERATED_MS = 60_000;
const SAMPLES = 10;

/**
 * How far this machine's clock is from the server's, from the times of events that arrive live. Delays only make an
 * event look older, so the youngest of the last few is nearest to the truth.
 */
export function clockOffsetEstimator(initial = 0): {
	sample(eventAt: number, receivedAt: number): number;
	offset(): number;
} {
	let offset = initial;
	const samples: number[] = [];
	return {
		offset: () => offset,
		sample(eventAt, receivedAt) {
			if (!Number.isFinite(eventAt)) return offset;
			samples.push(eventAt - receivedAt);
			if (samples.length > SAMPLES) samples.shift();
			const best = Math.max(...samples);
			offset = Math.abs(best) > TOLERATED_MS ? best : 0;
			return offset;
		},
	};
}
