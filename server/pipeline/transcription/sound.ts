/** Sound while it is read, never whole in memory. */
export interface Sound {
	/** Samples a second, of each channel. */
	sampleRate: number;
	/** 1 or 2. */
	channels: number;
	/** One array of 16-bit samples a channel, equally long. @throws what reading the bytes throws */
	blocks: AsyncIterable<Int16Array[]>;
}

/** Formats that speech comes in, by their first bytes. */
export type Container = 'wav' | 'mp3' | 'mp4' | 'ogg' | 'flac' | 'webm';

/** Which of them it is; undefined where it is none. Takes the first 12 bytes or more. */
export function containerOf(head: Uint8Array): Container | undefined {
	const text = Buffer.from(head.subarray(0, 12)).toString('latin1');
	if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'wav';
	if (text.startsWith('ID3')) return 'mp3';
	if (text.startsWith('OggS')) return 'ogg';
	if (text.startsWith('fLaC')) return 'flac';
	if (text.slice(4, 8) === 'ftyp') return 'mp4';
	const [first = 0, second = 0] = head;
	if (text.startsWith('\x1A\x45\xDF\xA3')) return 'webm';
	// Eleven set bits, and a layer: 00 is reserved (AAC's ADTS has it).
	return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 ? 'mp3' : undefined;
}

/** With how many samples a second speech is sent: nothing a model listens to is above 8 kHz. */
const MOST_RATE = 16_000;

/** The same with at most 16,000 samples a second, each the mean of those it stands for. */
export function forSpeech(sound: Sound): Sound {
	if (sound.sampleRate <= MOST_RATE) return sound;
	return { ...sound, sampleRate: MOST_RATE, blocks: thinned(sound) };
}

async function* thinned({ sampleRate, channels, blocks }: Sound): AsyncGenerator<Int16Array[]> {
	const step = sampleRate / MOST_RATE;
	const sums = new Float64Array(channels);
	let count = 0;
	let seen = 0;
	let made = 0;
	for await (const block of blocks) {
		const length = block[0]?.length ?? 0;
		const out = block.map(() => new Int16Array(Math.ceil(length / step) + 1));
		let filled = 0;
		for (let at = 0; at < length; at += 1) {
			for (let channel = 0; channel < channels; channel += 1) {
				sums[channel] = (sums[channel] ?? 0) + (block[channel]?.[at] ?? 0);
			}
			count += 1;
			seen += 1;
			if (seen < (made + 1) * step) continue;
			for (const [channel, samples] of out.entries()) samples[filled] = (sums[channel] ?? 0) / count;
			sums.fill(0);
			count = 0;
			made += 1;
			filled += 1;
		}
		yield out.map((samples) => samples.subarray(0, filled));
	}
}
