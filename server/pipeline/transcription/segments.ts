import { createHash } from 'node:crypto';
import type { Segment } from '../../../lib/contract/transcript.ts';
import type { Line } from './transcribed.ts';

/** Who is on which channel; undefined where the provider does not say. */
export type ChannelParties = readonly ['remote' | 'local', 'remote' | 'local'] | undefined;

export interface SpeakerNames {
	remote?: string;
	local?: string;
}

const MOST_SEGMENTS = 20_000;
const MOST_NAME = 500;

/** The same for the same call, and short whatever its id is. */
export function transcriptIdOf(callId: string): string {
	return `tr_${createHash('sha256').update(callId).digest('hex').slice(0, 24)}`;
}

/** Lines as the contract has them, in the order in which they were said. */
export function segmentsOf(
	transcriptId: string,
	lines: readonly Line[],
	{ parties, names }: { parties: ChannelParties; names: SpeakerNames },
): Segment[] {
	const letters = new Map<string, string>();
	const letterOf = (voice: string) => {
		const letter = letters.get(voice) ?? String.fromCharCode(65 + (letters.size % 26));
		letters.set(voice, letter);
		return letter;
	};
	return lines.slice(0, MOST_SEGMENTS).map(({ channel, speaker, text, startMs, endMs }, index) => {
		const segment = { segmentId: `${transcriptId}_${index}`, text, startMs, endMs };
		const party = channel === undefined ? undefined : parties?.[channel];
		if (party) {
			const speakerName = names[party]?.slice(0, MOST_NAME);
			return { ...segment, speaker: party, ...(speakerName && { speakerName }) };
		}
		// Told apart, and nobody said who is who.
		const voice = channel === undefined ? speaker : `channel ${channel}`;
		return { ...segment, speaker: 'unknown', ...(voice && { speakerName: letterOf(voice) }) };
	});
}
