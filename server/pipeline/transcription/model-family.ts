/** What a transcription model is asked for, and how much it takes. */
export interface ModelFamily {
	format: 'diarized_json' | 'verbose_json' | 'json';
	/** Of one upload. */
	mostBytes: number;
	/** Of one upload, where the length counts as well. */
	mostMs?: number;
}

/** 25 MB, less what stands around a file in an upload. */
const MOST_BYTES = 25_000_000;
/** They refuse more than 1,400 s; counted differently by a little. */
const MOST_MS = 1_390_000;

/** Families by name: names that we do not know are those of servers that speak as Whisper's does. */
export function familyOf(model: string): ModelFamily {
	if (/diarize/i.test(model)) {
		return { format: 'diarized_json', mostBytes: MOST_BYTES, mostMs: MOST_MS };
	}
	if (/^gpt-.*transcribe/i.test(model)) return { format: 'json', mostBytes: MOST_BYTES, mostMs: MOST_MS };
	return { format: 'verbose_json', mostBytes: MOST_BYTES };
}
