import type { z } from 'zod';
import type { TranscriptSegment } from '../../lib/contract/index.ts';
import { messenger } from '../../lib/messages/messenger.ts';

type Said = z.infer<typeof TranscriptSegment>;

const onChange = new Set<(callId: string | undefined) => void>();
const onLine = new Set<(said: Said) => void>();
let isListening = false;

/** A page may listen for a message once: whoever wants to hear it is told from here. */
function listen(): void {
	if (isListening) return;
	isListening = true;
	messenger.onMessage('callChanged', ({ data }) => {
		for (const tell of onChange) tell(data.callId);
	});
	messenger.onMessage('segmentHeard', ({ data }) => {
		for (const tell of onLine) tell(data);
	});
}

/** More is known of a call (`undefined`: of any). Returns how to stop. */
export function hearChanges(tell: (callId: string | undefined) => void): () => void {
	listen();
	onChange.add(tell);
	return () => void onChange.delete(tell);
}

/** Something was said just now. Returns how to stop. */
export function hearLines(tell: (said: Said) => void): () => void {
	listen();
	onLine.add(tell);
	return () => void onLine.delete(tell);
}
