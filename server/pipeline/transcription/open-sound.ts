import { type ByteReader, createByteReader } from './byte-reader.ts';
import { openMp3 } from './mp3.ts';
import { type Container, containerOf, forSpeech, type Sound } from './sound.ts';
import { openWav } from './wav.ts';

export type OpenedSound =
	| { kind: 'sound'; container: Container; sound: Sound }
	/** Nothing we can open ourselves; models may. */
	| { kind: 'closed'; container: Container }
	/** No sound at all, or a file cut off at its beginning. */
	| { kind: 'wrong-content' };

const HEAD_BYTES = 12;

/** What a recording's bytes are. */
export async function openSound(bytes: AsyncIterable<Uint8Array>): Promise<OpenedSound> {
	const reader = createByteReader(bytes);
	const opened = await openFrom(reader);
	if (opened.kind !== 'sound') await reader.close();
	return opened;
}

async function openFrom(reader: ByteReader): Promise<OpenedSound> {
	const container = containerOf(await reader.peek(HEAD_BYTES));
	if (!container) return { kind: 'wrong-content' };
	if (container !== 'wav' && container !== 'mp3') return { kind: 'closed', container };
	const opened = container === 'wav' ? await openWav(reader) : await openMp3(reader);
	if (opened.kind === 'sound') return { kind: 'sound', container, sound: forSpeech(opened.sound) };
	return opened.kind === 'damaged' ? { kind: 'wrong-content' } : { kind: 'closed', container };
}
