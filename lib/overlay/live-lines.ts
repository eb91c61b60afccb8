import type { Segment } from '../contract/index.ts';

/** What is being said on a call, as far as a card shows it; the last line is the newest. */
export interface Spoken {
	/** Of the assistant, where one speaks and its name is known. */
	assistant?: { name?: string };
	lines: { speaker: Segment['speaker']; text: string }[];
}

export interface LiveLines {
	hear(callId: string, segment: Segment): void;
	/** Of a call that is known by any of these ids; undefined where nothing was heard. */
	of(callIds: readonly string[]): Spoken | undefined;
}

const SHOWN = 2;
const MOST_CALLS = 20;
/** A card shows the end of a longer line. */
const LONGEST = 300;

/** The last lines of calls that are going on; forgotten with the worker, as the next line comes soon. */
export function liveLines(): LiveLines {
	const heard = new Map<string, Segment[]>();
	return {
		hear(callId, segment) {
			const known = (heard.get(callId) ?? []).filter(({ segmentId }) => segmentId !== segment.segmentId);
			// Put last: those not heard of for longest go first.
			heard.delete(callId);
			const lines = [...known, segment].sort((a, b) => a.startMs - b.startMs).slice(-SHOWN - 1);
			heard.set(callId, lines);
			const [oldest] = heard.keys();
			if (heard.size > MOST_CALLS && oldest !== undefined) heard.delete(oldest);
		},
		of(callIds) {
			const all = callIds.flatMap((id) => heard.get(id) ?? []);
			if (all.length === 0) return undefined;
			const own = all.findLast(({ speaker }) => speaker === 'assistant');
			const lines = all.slice(-SHOWN).map(({ speaker, text }) => ({ speaker, text: text.slice(-LONGEST) }));
			return { ...(own && { assistant: { name: own.speakerName } }), lines };
		},
	};
}
