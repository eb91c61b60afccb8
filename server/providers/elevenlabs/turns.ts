import type { Segment } from '../../../lib/contract/transcript.ts';
import type { Turn } from './schema.ts';

const MAX_TEXT = 20_000;

/** What was said, in order; a turn without words only used a tool. Ids are those of the conversation. */
export function segmentsOf(conversationId: string, turns: Turn[]): Segment[] {
	const spoken = turns.filter((turn) => turn.message?.trim());
	return spoken.map((turn, index) => segmentOf(turn, `${conversationId}-${index}`));
}

function segmentOf(turn: Turn, segmentId: string): Segment {
	const speaker = turn.role === 'agent' ? 'assistant' : turn.role === 'user' ? 'remote' : 'unknown';
	const startMs = Math.round(turn.time_in_call_secs * 1000);
	return { segmentId, speaker, text: (turn.message ?? '').slice(0, MAX_TEXT), startMs };
}
