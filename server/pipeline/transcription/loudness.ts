import type { Sound } from './sound.ts';

/** What a whole recording sounds like, window by window. */
export interface Loudness {
	/** One list a channel: root mean square of each window of `WINDOW_MS`, of 32,767 at most. */
	levels: number[][];
	durationMs: number;
	/** Two channels that have little in common: a party on each. The same sound on both is one channel twice. */
	hasPartyEach: boolean;
}

export const WINDOW_MS = 20;
/** Below this nobody speaks: 47 dB under the loudest. */
const SPOKEN_LEVEL = 150;
/** A cough is longer than a click, and shorter than any answer. */
const LEAST_SPOKEN_WINDOWS = 10;
const MOST_IN_COMMON = 0.5;

/** Listens to the end, and keeps only how loud it was. */
export async function loudnessOf({ sampleRate, channels, blocks }: Sound): Promise<Loudness> {
	const meter = createMeter(channels, Math.round((sampleRate * WINDOW_MS) / 1_000));
	const common = { both: 0, first: 0, second: 0 };
	let samples = 0;
	for await (const block of blocks) {
		const [first, second] = block;
		if (!first) continue;
		meter.add(block);
		if (second) compare(common, first, second);
		samples += first.length;
	}
	const scale = Math.sqrt(common.first * common.second);
	return {
		levels: meter.end(),
		durationMs: Math.round((samples * 1_000) / sampleRate),
		hasPartyEach: channels === 2 && (scale === 0 || common.both / scale < MOST_IN_COMMON),
	};
}

/** Whether anything that may be speech is between the two times, in ms. */
export function isSpokenIn(levels: readonly number[], startMs: number, endMs: number): boolean {
	const windows = levels.slice(Math.floor(startMs / WINDOW_MS), Math.ceil(endMs / WINDOW_MS));
	return windows.filter((level) => level >= SPOKEN_LEVEL).length >= LEAST_SPOKEN_WINDOWS;
}

function createMeter(channels: number, windowSamples: number) {
	const levels = Array.from({ length: channels }, (): number[] => []);
	const squares = new Float64Array(channels);
	let count = 0;
	const close = () => {
		for (const [channel, list] of levels.entries()) {
			list.push(Math.round(Math.sqrt((squares[channel] ?? 0) / count)));
		}
		squares.fill(0);
		count = 0;
	};
	return {
		add(block: Int16Array[]) {
			const length = block[0]?.length ?? 0;
			for (let at = 0; at < length; at += 1) {
				for (let channel = 0; channel < channels; channel += 1) {
					const sample = block[channel]?.[at] ?? 0;
					squares[channel] = (squares[channel] ?? 0) + sample * sample;
				}
				count += 1;
				if (count === windowSamples) close();
			}
		},
		end() {
			if (count > 0) close();
			return levels;
		},
	};
}

function compare(
	common: { both: number; first: number; second: number },
	first: Int16Array,
	second: Int16Array,
): void {
	for (const [at, a] of first.entries()) {
		const b = second[at] ?? 0;
		common.both += a * b;
		common.first += a * a;
		common.second += b * b;
	}
}
