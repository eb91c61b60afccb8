import type { HeardPart } from './answer.ts';
import { wavFile } from './wav.ts';

/** Tells the speakers of a recording apart across its parts: models begin with new letters in each upload. */
export interface Voices {
	/** For the next upload. */
	known(): { name: string; sample: string }[];
	/** The same part with speakers named as in all parts; takes samples of those not heard before. */
	named(heard: HeardPart, samples: Int16Array, sampleRate: number): HeardPart;
}

/** The vendor takes four, of 2 to 10 s each. */
const MOST_KNOWN = 4;
const LEAST_SAMPLE_MS = 2_500;
const MOST_SAMPLE_MS = 8_000;

export function createVoices(): Voices {
	const known = new Map<string, string>();
	let count = 0;
	return {
		known: () => [...known].map(([name, sample]) => ({ name, sample })),
		named({ said, ...rest }, samples, sampleRate) {
			const names = new Map<string, string>();
			const nameOf = (label: string) => {
				if (known.has(label)) return label;
				const name = names.get(label) ?? `voice_${++count}`;
				names.set(label, name);
				return name;
			};
			const renamed = said.map((one) => (one.speaker ? { ...one, speaker: nameOf(one.speaker) } : one));
			for (const { speaker, startMs, endMs } of renamed) {
				const isLong = endMs - startMs >= LEAST_SAMPLE_MS;
				if (!speaker || known.has(speaker) || known.size >= MOST_KNOWN || !isLong) continue;
				const at = (ms: number) => Math.round((ms * sampleRate) / 1_000);
				const sample = samples.slice(at(startMs), at(Math.min(endMs, startMs + MOST_SAMPLE_MS)));
				known.set(speaker, `data:audio/wav;base64,${base64(wavFile(sample, sampleRate))}`);
			}
			return { ...rest, said: renamed };
		},
	};
}

function base64(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
